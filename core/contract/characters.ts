// Companions, cards and lorebooks: what a client may ask of who they are.
import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { timestampSchema } from './entities.ts';
import { errorDataSchema } from './errors.ts';
import { lorebookEntrySchema, lorebookSchema } from './lorebook.ts';
import { modifierSchema } from './parameters.ts';
import { personalitySchema } from './personality.ts';

export const personalityIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'small letters, digits, _ and -');
const id = z.object({ id: personalityIdSchema });
const userId = z.string().min(1).max(200).default('default');
const base64 = (maximumBytes: number) => z.base64().max(Math.ceil(maximumBytes / 3) * 4);
/** Largest card file, and largest picture, in bytes. */
export const maximumCardBytes = 16 * 1024 * 1024;
export const maximumAssetBytes = 8 * 1024 * 1024;

export const personalitySummarySchema = z.object({
  id: z.string(), name: z.string(), description: z.string(), language: z.string(), accent_hue: z.number().nullable(),
  /** The description in other languages, by two-letter code. */
  descriptions: z.record(z.string(), z.string()),
  tags: z.array(z.string()).default([]),
  /** Comes with the program. `is_changed`: the user has edited it. */
  is_shipped: z.boolean().default(false), is_changed: z.boolean().default(false),
  /** Names of its pictures: "portrait" and labels of expressions. */
  assets: z.array(z.string()).default([]),
  /** What it may say first, by language code; the first is shown, the others are swipes. Macros are already filled in. */
  greetings: z.record(z.string(), z.array(z.string())).default({}),
  updated_at: timestampSchema.default(0),
});
export type PersonalitySummary = z.infer<typeof personalitySummarySchema>;

/** What reading a file found: `error` keeps it from being used, `warning` was mended or left out. */
export const findingSchema = z.object({ severity: z.enum(['error', 'warning']), /** Dotted, for example "persona.version". */ path: z.string(), message: z.string() });
export type Finding = z.infer<typeof findingSchema>;

export const personalityViewSchema = z.object({
  id: z.string(), definition: personalitySchema, findings: z.array(findingSchema), is_shipped: z.boolean(), is_changed: z.boolean(), updated_at: timestampSchema,
});
export type PersonalityView = z.infer<typeof personalityViewSchema>;

/** What one layer changed of a character. */
export const layerSchema = z.object({
  /** base, level, mood, user, smoothing. */
  layer: z.string(),
  changes: z.array(z.object({ parameter: z.string(), from: z.number(), to: z.number() })),
  /** Sentences it added to the prompt. */
  added: z.array(z.string()).default([]),
});
export type CharacterLayer = z.infer<typeof layerSchema>;

/** A character as the model will read it. */
export const compiledCharacterSchema = z.object({
  personality: z.string(), name: z.string(), level: z.string(), mood: z.string(),
  /** The frozen head of the prompt: base, level and the user's wishes. Changes only with them. */
  text: z.string(),
  /** What travels with the user's last words: the mood, and how far the character is moving just now. Empty at rest. */
  note: z.string().default(''),
  /** The six parameters in force this turn, after smoothing. */
  parameters: z.record(z.string(), z.number()).default({}),
  layers: z.array(layerSchema),
});

export const overridesSchema = modifierSchema;

/** A draft is compiled or tried before it is saved. */
const stateOfCharacter = z.object({
  definition: personalitySchema.optional(), level: z.string().max(40).optional(), mood: z.string().max(40).optional(), intensity: z.number().min(0).max(1).optional(),
  overrides: overridesSchema.optional(), language: z.enum(['en', 'es']).optional(),
});

export const assetSchema = z.object({ name: z.string(), media_type: z.string(), bytes: z.number().int(), updated_at: timestampSchema });
export type CharacterAsset = z.infer<typeof assetSchema>;
const assetName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/);

export const charactersContract = {
  list: oc.route({ method: 'GET', path: '/personalities', summary: 'Companions to choose from', tags: ['Character'] }).output(z.object({ personalities: z.array(personalitySummarySchema) })),
  schema: oc.route({ method: 'GET', path: '/personalities/schema', summary: 'JSON Schema of a personality file', tags: ['Character'] }).output(z.record(z.string(), z.unknown())),
  get: oc.route({ method: 'GET', path: '/personalities/{id}', summary: 'One companion, whole', tags: ['Character'] }).input(id).output(personalityViewSchema),
  /** Read leniently: what can be mended is, and said in `findings`. An id is made from the name when none is given. */
  create: oc.route({ method: 'POST', path: '/personalities', successStatus: 201, summary: 'Add a companion', tags: ['Character'] })
    .input(z.object({ id: personalityIdSchema.optional(), definition: z.record(z.string(), z.unknown()) })).output(personalityViewSchema),
  save: oc.route({ method: 'PUT', path: '/personalities/{id}', summary: 'Change a companion', tags: ['Character'] })
    .input(id.extend({ definition: personalitySchema, /** Refused as a conflict when it has been changed since. */ expected_updated_at: timestampSchema.optional() })).output(personalityViewSchema),
  /** A shipped companion cannot be deleted; one with conversations can, they can then be read and not go on. Give what comes back to `create` to undo, and its pictures, fetched before, to `putAsset`. */
  remove: oc.route({ method: 'DELETE', path: '/personalities/{id}', summary: 'Delete a companion', tags: ['Character'] }).input(id).output(personalityViewSchema),
  reset: oc.route({ method: 'POST', path: '/personalities/{id}/reset', summary: 'Bring a shipped companion back as it came', tags: ['Character'] }).input(id).output(personalityViewSchema),
  validate: oc.route({ method: 'POST', path: '/personalities/validate', summary: 'What is wrong with a definition', tags: ['Character'] })
    .input(z.object({ definition: z.unknown() })).output(z.object({ findings: z.array(findingSchema), definition: personalitySchema.nullable() })),
  compile: oc.route({ method: 'POST', path: '/personalities/{id}/compile', summary: 'The character as the model would read it, and what each layer changed', tags: ['Character'] })
    .input(id.extend(stateOfCharacter.shape)).output(compiledCharacterSchema),
  blend: oc.route({ method: 'POST', path: '/personalities/blend', summary: 'A mixture of two companions; nothing is stored', tags: ['Character'] })
    .input(z.object({ first: personalityIdSchema, second: personalityIdSchema, /** Share of the second. */ weight: z.number().min(0).max(1).default(0.5), name: z.string().min(1).max(100).optional() }))
    .output(z.object({ definition: personalitySchema })),
  /** A conversation with a draft; nothing is stored or learnt. */
  tryOut: oc.route({ method: 'POST', path: '/personalities/{id}/try', summary: 'Talk with a companion without leaving a trace', tags: ['Character'] })
    .input(id.extend(stateOfCharacter.shape).extend({
      history: z.array(z.object({ speaker: z.enum(['user', 'assistant']), content: z.string().max(10_000) })).max(40).default([]), message: z.string().min(1).max(10_000),
    }))
    .output(eventIterator(z.discriminatedUnion('type', [
      z.object({ type: z.literal('text-delta'), text: z.string() }), z.object({ type: z.literal('end'), model: z.string(), error: errorDataSchema.nullable() }),
    ]))),
  overrides: oc.route({ method: 'GET', path: '/personalities/{id}/overrides', summary: 'What a user wishes changed of a companion', tags: ['Character'] })
    .input(id.extend({ user_id: userId })).output(overridesSchema),
  override: oc.route({ method: 'PUT', path: '/personalities/{id}/overrides', summary: 'Change a companion for one user; an empty object undoes it', tags: ['Character'] })
    .input(id.extend({ user_id: userId, overrides: overridesSchema })).output(overridesSchema),
  assets: oc.route({ method: 'GET', path: '/personalities/{id}/assets', summary: 'Pictures of a companion', tags: ['Character'] }).input(id).output(z.object({ assets: z.array(assetSchema) })),
  asset: oc.route({ method: 'GET', path: '/personalities/{id}/assets/{name}', summary: 'One picture, as base64', tags: ['Character'] })
    .input(id.extend({ name: assetName })).output(assetSchema.extend({ data: z.string() })),
  /** PNG, JPEG, WEBP, GIF or AVIF, told by its content. "portrait", or a label of an expression. */
  putAsset: oc.route({ method: 'PUT', path: '/personalities/{id}/assets/{name}', summary: 'Give a companion a picture', tags: ['Character'] })
    .input(id.extend({ name: assetName, data: base64(maximumAssetBytes) })).output(assetSchema),
  /** A ZIP of pictures named after the 28 labels. */
  putSprites: oc.route({ method: 'POST', path: '/personalities/{id}/sprites', summary: 'Give a companion a pack of expressions', tags: ['Character'] })
    .input(id.extend({ data: base64(maximumCardBytes) })).output(z.object({ assets: z.array(assetSchema), findings: z.array(findingSchema) })),
  removeAsset: oc.route({ method: 'DELETE', path: '/personalities/{id}/assets/{name}', summary: 'Take a picture away', tags: ['Character'] })
    .input(id.extend({ name: assetName })).output(z.object({ deleted: z.boolean() })),
};

export const cardFormats = ['png', 'json', 'charx', 'luminora'] as const;

export const cardsContract = {
  /** A card (PNG, APNG, WEBP, JPEG, CHARX, JSON) or a LuminoraCore file, told by its content. Always a new companion. */
  import: oc.route({ method: 'POST', path: '/cards/import', successStatus: 201, summary: 'Import a character card', tags: ['Cards'] })
    .input(z.object({ file_name: z.string().max(300).default(''), data: base64(maximumCardBytes) }))
    .output(z.object({ personality: personalityViewSchema, format: z.string(), findings: z.array(findingSchema) })),
  export: oc.route({ method: 'GET', path: '/cards/{id}/export', summary: 'A companion as a file, as base64', tags: ['Cards'] })
    .input(id.extend({ format: z.enum(cardFormats).default('png') })).output(z.object({ file_name: z.string(), media_type: z.string(), data: z.string() })),
};

export const lorebookRecordSchema = z.object({
  id: z.string(), name: z.string(),
  /** '' for every companion, else one personality. */
  personality: z.string(),
  is_enabled: z.boolean(), definition: lorebookSchema, created_at: timestampSchema, updated_at: timestampSchema,
});
export type LorebookRecord = z.infer<typeof lorebookRecordSchema>;
const lorebookId = z.object({ id: z.string().min(1).max(64) });

export const lorebooksContract = {
  list: oc.route({ method: 'GET', path: '/lorebooks', summary: 'Lorebooks beside those inside companions', tags: ['Lorebooks'] }).output(z.object({ lorebooks: z.array(lorebookRecordSchema) })),
  create: oc.route({ method: 'POST', path: '/lorebooks', successStatus: 201, summary: 'Add a lorebook', tags: ['Lorebooks'] })
    .input(z.object({ name: z.string().min(1).max(200), personality: z.union([z.literal(''), personalityIdSchema]).default(''), definition: lorebookSchema })).output(lorebookRecordSchema),
  /** A V3 file, a card's book or SillyTavern's world information. */
  import: oc.route({ method: 'POST', path: '/lorebooks/import', successStatus: 201, summary: 'Import a lorebook', tags: ['Lorebooks'] })
    .input(z.object({ file_name: z.string().max(300).default(''), personality: z.union([z.literal(''), personalityIdSchema]).default(''), data: z.unknown() }))
    .output(z.object({ lorebook: lorebookRecordSchema, findings: z.array(findingSchema) })),
  save: oc.route({ method: 'PUT', path: '/lorebooks/{id}', summary: 'Change a lorebook', tags: ['Lorebooks'] })
    .input(lorebookId.extend({ name: z.string().min(1).max(200).optional(), personality: z.union([z.literal(''), personalityIdSchema]).optional(), is_enabled: z.boolean().optional(), definition: lorebookSchema.optional() })).output(lorebookRecordSchema),
  remove: oc.route({ method: 'DELETE', path: '/lorebooks/{id}', summary: 'Delete a lorebook', tags: ['Lorebooks'] }).input(lorebookId).output(lorebookRecordSchema),
  /** What would enter the prompt after these words, in order, and why. */
  activate: oc.route({ method: 'POST', path: '/lorebooks/activate', summary: 'Which entries some words wake', tags: ['Lorebooks'] })
    .input(z.object({ personality: personalityIdSchema.optional(), lorebook: lorebookSchema.optional(), messages: z.array(z.string().max(20_000)).min(1).max(100) }))
    .output(z.object({ entries: z.array(z.object({ book: z.string(), entry: lorebookEntrySchema, content: z.string(), reason: z.string(), tokens: z.number() })), dropped: z.number().int() })),
};
