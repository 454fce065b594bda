// Memory: searching what was said, what is known about the user, and what happened.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { factCategories, factSchema, idSchema, recalledItemSchema, speakerSchema, timestampSchema } from './entities.ts';
import { classificationSchema, episodeSchema, episodeTypes, importanceLevels, privacyLevels } from './episodes.ts';

const user_id = z.string().default('default');
const limit = z.coerce.number().int().min(1).max(1000).default(200);

/** What a search is narrowed to; everything left out lets all through. */
export const searchFiltersSchema = z.object({
  /** Said at or after, and before or at, these times. */
  from: timestampSchema.optional(),
  to: timestampSchema.optional(),
  session_id: idSchema.optional(),
  /** Id of the companion it was said to. */
  personality: z.string().optional(),
  /** What belongs to this project; '' for what belongs to none. */
  project: z.string().max(60).optional(),
  speaker: speakerSchema.optional(),
  kinds: z.array(z.enum(['message', 'fact', 'episode'])).min(1).optional(),
  /** By classification: messages of any of these. */
  categories: z.array(z.enum(factCategories)).min(1).optional(),
  emotions: z.array(z.string()).min(1).optional(),
  importance: z.array(z.enum(importanceLevels)).min(1).optional(),
  privacy: z.array(z.enum(privacyLevels)).min(1).optional(),
});
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

const searchResult = z.object({
  results: z.array(recalledItemSchema),
  /** The words searched for, without case and accents, for highlighting. */
  terms: z.array(z.string()),
  /** Milliseconds, embedding of the query included. */
  ms: z.number(),
  /** True when the vectors could not be used and words alone answered. */
  keyword_only: z.boolean(),
});
const search = {
  query: z.string().trim().min(1).max(2000),
  limit: z.coerce.number().int().min(1).max(100).default(10),
};

/** The fields of a fact its owner may write. */
export const factFields = {
  category: z.enum(factCategories),
  key: z.string().trim().min(1).max(64).regex(/^[\p{L}\p{N}_ -]+$/u),
  value: z.union([z.string().trim().min(1).max(2000), z.number(), z.boolean(), z.array(z.string().trim().min(1).max(200)).min(1).max(50)]),
  /** '' for every companion, a personality id, or "project:NAME". */
  scope: z.string().max(128),
  tags: z.array(z.string().trim().min(1).max(64)).max(20),
  is_pinned: z.boolean(),
  local_only: z.boolean(),
};

export const memoryContract = {
  search: oc.route({ method: 'POST', path: '/search_memories', summary: 'Search everything that was said', tags: ['Memory'] })
    .input(z.object({ ...search, user_id, filters: searchFiltersSchema.default({}) })).output(searchResult),
  searchSession: oc.route({ method: 'POST', path: '/sessions/{session_id}/search', summary: 'Search one session', tags: ['Memory'] })
    .input(z.object({ ...search, session_id: idSchema })).output(searchResult),

  facts: oc.route({ method: 'GET', path: '/facts', summary: 'What is known about the user', tags: ['Memory'] })
    .input(z.object({
      user_id, category: z.enum(factCategories).optional(), key: z.string().max(64).optional(),
      /** What belongs to this project; '' for what belongs to none. */
      project: z.string().max(60).optional(),
      /** Milliseconds: what held then, instead of what holds now. */
      at: z.coerce.number().int().optional(),
      /** Values that hold no more as well, after those that do; the one that ended last first. Not together with `at`. */
      include_past: z.stringbool().or(z.boolean()).default(false), limit,
    })).output(z.object({ facts: z.array(factSchema) })),
  sessionFacts: oc.route({ method: 'GET', path: '/sessions/{session_id}/facts', summary: 'What was learnt in one session', tags: ['Memory'] })
    .input(z.object({ session_id: idSchema, limit })).output(z.object({ facts: z.array(factSchema) })),
  addFact: oc.route({ method: 'POST', path: '/facts', summary: 'Tell a fact', tags: ['Memory'], successStatus: 201 })
    .input(z.object({
      user_id, category: factFields.category, key: factFields.key, value: factFields.value,
      scope: factFields.scope.optional(), tags: factFields.tags.optional(), is_pinned: factFields.is_pinned.optional(), local_only: factFields.local_only.optional(),
    })).output(factSchema),
  /** Another value makes a new fact that supersedes this one; the other fields are changed in place. Answers the fact that holds now. */
  changeFact: oc.route({ method: 'PATCH', path: '/facts/{id}', summary: 'Change a fact', tags: ['Memory'] })
    .input(z.object({ id: idSchema, ...z.object(factFields).partial().shape })).output(factSchema),
  /** `restore_previous`: the value this one superseded holds again. */
  deleteFact: oc.route({ method: 'DELETE', path: '/facts/{id}', summary: 'Delete a fact', tags: ['Memory'] })
    .input(z.object({ id: idSchema, restore_previous: z.stringbool().or(z.boolean()).default(false) })).output(z.object({ deleted: factSchema })),
  /** Undoes a deletion: the fact as `deleteFact` answered it. */
  restoreFact: oc.route({ method: 'POST', path: '/facts/restore', summary: 'Put a deleted fact back', tags: ['Memory'] })
    .input(z.object({ fact: factSchema.extend({ key: factFields.key, value: factFields.value, scope: factFields.scope }) })).output(factSchema),
  /** Every value the fact's key has had, the present ones first, then newest first. */
  factHistory: oc.route({ method: 'GET', path: '/facts/{id}/history', summary: 'The values a fact has had', tags: ['Memory'] })
    .input(z.object({ id: idSchema })).output(z.object({ facts: z.array(factSchema) })),

  /** Newest first. */
  episodes: oc.route({ method: 'GET', path: '/episodes', summary: 'What happened', tags: ['Memory'] })
    .input(z.object({
      user_id, session_id: idSchema.optional(), personality: z.string().optional(), type: z.enum(episodeTypes).optional(), importance_at_least: z.coerce.number().min(0).max(10).optional(),
      from: z.coerce.number().int().optional(), to: z.coerce.number().int().optional(), before: idSchema.optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
    })).output(z.object({ episodes: z.array(episodeSchema) })),
  changeEpisode: oc.route({ method: 'PATCH', path: '/episodes/{id}', summary: 'Change an episode', tags: ['Memory'] })
    .input(z.object({ id: idSchema, title: z.string().trim().min(1).max(200).optional(), summary: z.string().trim().min(1).max(4000).optional(), importance: z.number().min(0).max(10).optional(), is_pinned: z.boolean().optional() }))
    .output(episodeSchema),
  deleteEpisode: oc.route({ method: 'DELETE', path: '/episodes/{id}', summary: 'Delete an episode', tags: ['Memory'] })
    .input(z.object({ id: idSchema })).output(z.object({ deleted: episodeSchema })),
  restoreEpisode: oc.route({ method: 'POST', path: '/episodes/restore', summary: 'Put a deleted episode back', tags: ['Memory'] })
    .input(z.object({ episode: episodeSchema })).output(episodeSchema),

  /** Newest first. */
  classifications: oc.route({ method: 'GET', path: '/classifications', summary: 'How messages were classified', tags: ['Memory'] })
    .input(z.object({
      user_id, session_id: idSchema.optional(), category: z.enum(factCategories).optional(), importance: z.enum(importanceLevels).optional(), emotion: z.string().optional(), privacy: z.enum(privacyLevels).optional(),
      before: idSchema.optional(), limit,
    })).output(z.object({ classifications: z.array(classificationSchema) })),
};
