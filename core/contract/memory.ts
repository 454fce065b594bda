// Memory: searching what was said and reading what is known about the user.
import { oc } from '@orpc/contract';
import * as z from 'zod';
import { factCategories, factSchema, idSchema, recalledItemSchema } from './entities.ts';

const searchResult = z.object({
  results: z.array(recalledItemSchema),
  /** Milliseconds, embedding of the query included. */
  ms: z.number(),
  /** True when the vectors could not be used and words alone answered. */
  keyword_only: z.boolean(),
});
const search = {
  query: z.string().trim().min(1).max(2000),
  limit: z.coerce.number().int().min(1).max(100).default(10),
};

export const memoryContract = {
  search: oc.route({ method: 'POST', path: '/search_memories', summary: 'Search everything that was said', tags: ['Memory'] })
    .input(z.object({ ...search, user_id: z.string().default('default') })).output(searchResult),
  searchSession: oc.route({ method: 'POST', path: '/sessions/{session_id}/search', summary: 'Search one session', tags: ['Memory'] })
    .input(z.object({ ...search, session_id: idSchema })).output(searchResult),
  facts: oc.route({ method: 'GET', path: '/facts', summary: 'What is known about the user', tags: ['Memory'] })
    .input(z.object({ user_id: z.string().default('default'), category: z.enum(factCategories).optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }))
    .output(z.object({ facts: z.array(factSchema) })),
};
