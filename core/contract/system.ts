// Models, settings, health and the event stream.
import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { engineEventSchema } from './events.ts';
import { healthReportSchema } from './health.ts';

export const modelSchema = z.object({
  /** Provider that runs it: "ollama", "embedded", ... */
  provider: z.string(), name: z.string(), title: z.string(),
  size_bytes: z.number().nullable(), is_installed: z.boolean(), licence: z.string().nullable(), context_tokens: z.number().nullable(),
  /** True for the one that answers now. */
  is_current: z.boolean(),
});
export type Model = z.infer<typeof modelSchema>;

export const modelStatusSchema = z.object({
  /** Who answers now; null when no model can. */
  current: z.object({ provider: z.string(), model: z.string(), location: z.string(), is_local: z.boolean() }).nullable(),
  /** The `llm_provider.name` in force, for example "auto". */
  configured: z.string(),
  /** One sentence: why this one, or what is missing. */
  reason: z.string(),
  /** True when the default model must be fetched before the first reply: the first-run screen asks for it. */
  needs_download: z.boolean(),
  default_model: modelSchema.nullable(),
  /** Bytes sent to other machines since start by providers; 0 while everything is on this machine. */
  bytes_sent: z.number(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;

const pullProgress = z.object({
  type: z.enum(['progress', 'end']), status: z.string(), completed_bytes: z.number(), total_bytes: z.number().nullable(),
  bytes_per_second: z.number().nullable(), seconds_left: z.number().nullable(), source: z.string().nullable(),
});
export type PullEvent = z.infer<typeof pullProgress>;

export const modelsContract = {
  list: oc.route({ method: 'GET', path: '/models', summary: 'Models of every local provider', tags: ['Models'] }).output(z.object({ models: z.array(modelSchema) })),
  status: oc.route({ method: 'GET', path: '/models/status', summary: 'Which model answers, where, and why', tags: ['Models'] }).output(modelStatusSchema),
  pull: oc.route({ method: 'POST', path: '/models/pull', summary: 'Fetch a model; progress streams. Leaving the stream cancels; asking again resumes', tags: ['Models'] })
    .input(z.object({ provider: z.string().optional(), model: z.string().optional() })).output(eventIterator(pullProgress)),
};

export const settingValueSchema = z.object({
  /** Dotted path in the configuration, for example "llm_provider.name". */
  path: z.string(),
  value: z.unknown(),
  /** default, preset, file, environment or flag. */
  source: z.string(),
});

export type SettingValue = z.infer<typeof settingValueSchema>;

export const settingsContract = {
  read: oc.route({ method: 'GET', path: '/settings', summary: 'Every value and where it comes from', tags: ['Settings'] })
    .output(z.object({ values: z.array(settingValueSchema), file: z.string().nullable(), warnings: z.array(z.string()) })),
  /** Changes the configuration file (comments kept) and applies it; providers are switched without a restart where they can be. */
  write: oc.route({ method: 'PATCH', path: '/settings', summary: 'Change values', tags: ['Settings'] })
    .input(z.object({ changes: z.array(z.object({ path: z.string().min(1).max(200), value: z.unknown() })).min(1).max(100) }))
    .output(z.object({ values: z.array(settingValueSchema), restart_needed: z.array(z.string()) })),
  /** JSON Schema of the configuration, grouped for a form, and the option schema of every provider of each kind. */
  schema: oc.route({ method: 'GET', path: '/settings/schema', summary: 'What can be set', tags: ['Settings'] })
    .output(z.object({
      schema: z.record(z.string(), z.unknown()),
      groups: z.array(z.object({ id: z.string(), title: z.object({ en: z.string(), es: z.string() }), paths: z.array(z.string()) })),
      providers: z.record(z.string(), z.array(z.object({ id: z.string(), title: z.string(), options: z.record(z.string(), z.unknown()) }))),
    })),
};

export const systemContract = {
  health: oc.route({ method: 'GET', path: '/health', summary: 'How each part is', tags: ['System'] }).output(healthReportSchema),
  events: oc.route({ method: 'GET', path: '/events', summary: 'What changes, as server-sent events', tags: ['System'] }).output(eventIterator(engineEventSchema)),
};
