// Holds the language model in force. Settings may put another in its place at any time; the old one ends when nobody uses it.
import type { LanguageModel } from '../../providers/llm/llm.ts';
import type { Log } from '../../lib/log.ts';

export type ModelSlot = {
  /** The model in force, made on first use. A failed attempt is tried again at the next call. */
  current(): Promise<LanguageModel>;
  /** The model in force where one was made; null before the first use. */
  held(): Promise<LanguageModel> | null;
  /** The configuration changed: the next `current` makes a new model. `whenUnused` resolves when the old one may close. */
  replace(whenUnused: Promise<unknown>): void;
  close(): Promise<void>;
};

export function createModelSlot(create: () => Promise<LanguageModel>, log: Log): ModelSlot {
  let held: Promise<LanguageModel> | null = null;
  const retiring = new Set<Promise<void>>();

  function retire(model: Promise<LanguageModel>, whenUnused: Promise<unknown>): void {
    const closing = whenUnused
      .then(async () => (await model).close())
      .catch((error: unknown) => log.warn('model-close-failed', { reason: String(error) }))
      .then(() => { retiring.delete(closing); });
    retiring.add(closing);
  }

  return {
    current() {
      if (!held) {
        const making = create();
        held = making;
        making.catch(() => { if (held === making) held = null; });
      }
      return held;
    },
    held: () => held,
    replace(whenUnused) {
      const old = held;
      held = null;
      if (old) retire(old, whenUnused);
    },
    async close() {
      if (held) retire(held, Promise.resolve());
      held = null;
      await Promise.all(retiring);
    },
  };
}
