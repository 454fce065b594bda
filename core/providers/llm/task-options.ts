// The options every language-model provider shares: which model does what, how long and how warm.
import * as z from 'zod';
import { chatTasks, type ChatRequest, type ChatTask } from './llm.ts';

export const taskConfigSchema = z.object({
  model: z.string().optional().describe('Model for this task.'),
  max_tokens: z.number().int().min(1).max(1_000_000).optional().describe('Longest reply, in tokens.'),
  temperature: z.number().min(0).max(2).optional().describe('0 is always the same words, 1 is lively.'),
});

export const taskOptions = {
  models: z.object({
    main: z.string().optional().describe('Model for the conversation.'),
    processing: z.string().optional().describe('Model for background work; without it the main one.'),
  }).default({}).describe('Which model does what.'),
  task_configs: z.partialRecord(z.enum(chatTasks), taskConfigSchema).default({}).describe('Settings per task.'),
};
const taskOptionsSchema = z.object(taskOptions);
export type TaskOptions = z.infer<typeof taskOptionsSchema>;

export type ResolvedTask = { model: string | undefined; maxTokens: number | undefined; temperature: number | undefined };

/** What the request says, else what its task says, else what the provider says. */
export function resolveTask(request: ChatRequest, options: TaskOptions, fallback: ChatTask): ResolvedTask {
  const task = request.task ?? fallback;
  const config = options.task_configs[task];
  const configured = task === 'conversation' ? options.models.main : (options.models.processing ?? options.models.main);
  return {
    model: request.model ?? config?.model ?? configured,
    maxTokens: request.maxTokens ?? config?.max_tokens,
    temperature: request.temperature ?? config?.temperature,
  };
}
