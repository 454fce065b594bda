// Chooses by itself: Ollama when it answers and has a model, otherwise the embedded model. Says what it chose and why.
import * as z from 'zod';
import { isLuminoraError, LuminoraError } from '../../contract/errors.ts';
import { embeddedOptions, embeddedProvider } from './embedded.ts';
import type { ChatEvent, ChatRequest, LanguageModel, LanguageModelDeps, LanguageModelProvider } from './llm.ts';
import { ollamaOptions, ollamaProvider } from './ollama.ts';

export const autoOptions = z.object({
  ollama: ollamaOptions.default(ollamaOptions.parse({})).describe('Used when Ollama answers.'),
  embedded: embeddedOptions.default(embeddedOptions.parse({})).describe('Used otherwise.'),
});
export type AutoOptions = z.infer<typeof autoOptions>;

type Choice = { model: LanguageModel; id: 'ollama' | 'embedded'; reason: string; decidedAt: number };
/** How long the embedded model is used before Ollama is looked for again. */
const lookAgainMs = 30_000;

async function createAutoModel(options: AutoOptions, deps: LanguageModelDeps): Promise<LanguageModel> {
  const ollama = await ollamaProvider.create(options.ollama, deps);
  const embedded = await embeddedProvider.create(options.embedded, deps);
  let choice: Choice | null = null;
  let deciding: Promise<Choice> | null = null;
  let isClosed = false;

  async function decide(): Promise<Choice> {
    const health = await ollama.health();
    const decidedAt = deps.clock.now();
    const next: Choice = health.status === 'ok'
      ? { model: ollama, id: 'ollama', reason: health.message, decidedAt }
      : { model: embedded, id: 'embedded', reason: `Ollama is not used: ${health.message}`, decidedAt };
    if (choice?.id !== next.id) deps.log.info('language-model-chosen', { provider: next.id, reason: next.reason });
    choice = next;
    return next;
  }
  function chosen(): Promise<Choice> {
    if (isClosed) return Promise.reject(new LuminoraError('provider_unavailable', 'The language model is closed.'));
    const isOld = choice !== null && choice.id === 'embedded' && Math.abs(deps.clock.now() - choice.decidedAt) > lookAgainMs;
    if (choice && !isOld) return Promise.resolve(choice);
    deciding ??= decide().finally(() => (deciding = null));
    return deciding;
  }
  /** After a failure of the chosen one, what else there is; null when nothing is. */
  async function afterFailure(failed: Choice, error: unknown): Promise<Choice | null> {
    const code = isLuminoraError(error) ? error.code : null;
    if (code !== 'provider_unavailable' && code !== 'model_missing' && code !== 'model_damaged') return null;
    choice = null;
    if (isClosed) return null;
    const next = await chosen();
    return next.id === failed.id ? null : next;
  }

  /** Asks the chosen one; when it has gone, asks the other. */
  async function ask<Value>(question: (model: LanguageModel) => Promise<Value>): Promise<Value> {
    const first = await chosen();
    return question(first.model).catch(async (error: unknown) => {
      const next = await afterFailure(first, error);
      if (!next) throw error;
      return question(next.model);
    });
  }

  async function* chat(request: ChatRequest): AsyncGenerator<ChatEvent, void> {
    const first = await chosen();
    let hasBegun = false;
    try {
      for await (const event of first.model.chat(request)) {
        hasBegun = true;
        yield event;
      }
    } catch (error) {
      const next = await afterFailure(first, error);
      // Nothing is tried again once the person has seen a word.
      if (hasBegun || !next) throw error;
      yield* next.model.chat(request);
    }
  }

  return {
    forget: async () => { await embedded.forget?.(); },
    identity: () => ask((model) => model.identity()),
    chat,
    generateJson: (request) => ask((model) => model.generateJson(request)),
    contextTokens: () => ask((model) => model.contextTokens()),
    async models() {
      const own = await embedded.models();
      return ask(async (model) => (model === ollama ? [...(await ollama.models()), ...own] : own));
    },
    async *pull(name, signal) {
      const isEmbedded = name === '' || (await embedded.models()).some((model) => model.name === name);
      yield* (isEmbedded ? embedded : ollama).pull(name, signal);
      choice = null;
    },
    async health() {
      const now = await chosen();
      const health = await now.model.health();
      if (health.status !== 'ok') choice = null;
      return { ...health, details: { ...health.details, chosen_by: 'auto', chosen: now.id, reason: now.reason } };
    },
    async close() {
      isClosed = true;
      await Promise.all([ollama.close(), embedded.close()]);
    },
  };
}

export const autoProvider: LanguageModelProvider<typeof autoOptions> = {
  id: 'auto',
  title: 'Automatic (Ollama, otherwise embedded)',
  options: autoOptions,
  create: createAutoModel,
};
