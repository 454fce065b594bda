// Speculative decoding: tokens guessed cheaply, then checked by the model in one step. What it answers is as before; how soon depends on how often the guess is right.
import type { DraftSequenceTokenPredictor, InputLookupTokenPredictor, Llama, LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { LuminoraError } from '../../contract/errors.ts';

export const speculations = ['off', 'prompt_lookup', 'draft'] as const;
export type Speculation = { kind: 'off' } | { kind: 'prompt_lookup' } | { kind: 'draft'; modelPath: string };

export type Speculator = {
  /** A sequence that guesses ahead. */
  open(context: LlamaContext): LlamaContextSequence;
  /** Empties what the guessing keeps of prompts. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

type Library = typeof import('node-llama-cpp');

/** Guesses from the prompt itself: two tokens that stood there before are followed by what followed them there. */
const lookup = { patternLength: { min: 2 }, predictionLength: { max: 6 } };

/** Two vocabularies that cut all of this alike are one. */
const probe = ['The quick brown fox doesn\'t jump over 1,234.5 lazy dogs.', '¿Qué tal, Íñigo? Mañana iré al río…', 'Straße, naïve, Ångström', 'мир и дом', '日本語です', '🐶👩‍👩‍👧 {"a": [1, null]}\n\t```'];

/** Makes the guessing of a runtime; loads the draft model where one is wanted. Throws provider_unavailable when it does not suit the model. */
export async function createSpeculator(library: Library, llama: Llama, model: LlamaModel, speculation: Speculation, context: { contextSize: number; sequences: number; batchSize: number; threads: number }): Promise<Speculator> {
  if (speculation.kind === 'off') return { open: (target) => target.getSequence(), forget: async () => {}, close: async () => {} };
  if (speculation.kind === 'prompt_lookup') {
    const predictors: InputLookupTokenPredictor[] = [];
    return {
      open(target) {
        const tokenPredictor = new library.InputLookupTokenPredictor(lookup);
        predictors.push(tokenPredictor);
        return target.getSequence({ tokenPredictor });
      },
      async forget() {
        for (const predictor of predictors) {
          predictor.updateInputTokens([]);
          predictor.reset({ stateTokens: [] });
        }
      },
      close: async () => {},
    };
  }
  const draft = await llama.loadModel({ modelPath: speculation.modelPath, defaultContextSwaFullCache: true });
  if (probe.some((text) => String(draft.tokenize(text)) !== String(model.tokenize(text)))) {
    await draft.dispose();
    throw new LuminoraError('provider_unavailable', 'The draft model has another vocabulary than the model. Choose a smaller model of the same family, or none.');
  }
  const draftContext = await draft.createContext({ ...context, swaFullCache: true }).catch(async (error: unknown) => {
    await draft.dispose();
    throw error;
  });
  /** Guesses nothing while a grammar rules: the runtime would complain on the terminal about every guess that the grammar refuses. */
  class FreeTextDraft extends library.DraftSequenceTokenPredictor {
    #isRuled = false;
    override async reset(parameters: Parameters<DraftSequenceTokenPredictor['reset']>[0]): Promise<void> {
      this.#isRuled = Boolean(parameters.evaluateOptions.grammarEvaluationState);
      if (this.#isRuled) this.stop();
      else await super.reset(parameters);
    }
    override pushTokens(tokens: Token[]): void {
      if (!this.#isRuled) super.pushTokens(tokens);
    }
    override predictTokens(): Token[] | Promise<Token[]> {
      return this.#isRuled ? [] : super.predictTokens();
    }
  }
  const drafts: LlamaContextSequence[] = [];
  const predictors: DraftSequenceTokenPredictor[] = [];
  return {
    open(target) {
      const sequence = draftContext.getSequence();
      drafts.push(sequence);
      // The penalty of the model belongs to one completion, which may be over while the draft still guesses.
      const tokenPredictor = new FreeTextDraft(sequence, { evaluateOptions: { repeatPenalty: { punishTokens: [] } } });
      predictors.push(tokenPredictor);
      return target.getSequence({ tokenPredictor });
    },
    async forget() {
      for (const sequence of drafts) await sequence.clearHistory();
    },
    async close() {
      // It guesses in the background: first it stops, then what it was reading ends, then the memory goes.
      for (const predictor of predictors) predictor.dispose();
      for (const sequence of drafts) await sequence.clearHistory();
      await draftContext.dispose();
      await draft.dispose();
    },
  };
}
