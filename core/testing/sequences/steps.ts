// What may happen in conversations, as random steps. Places are numbers: taken modulo what is there when the step is done.
import fc from 'fast-check';

const sentences = [
  (word: string) => `I live in ${word}.`, (word: string) => `I don't live in ${word} anymore.`, (word: string) => `My dog is called ${word}.`, (word: string) => `Me llamo ${word}.`,
  (word: string) => `I like green ${word}.`, (word: string) => `I like ${word}.`, (word: string) => `I hate ${word}.`, (word: string) => `I work at ${word}.`, (word: string) => `I no longer work at ${word}.`,
  (word: string) => `My grandmother ${word} died yesterday. I am devastated.`, (word: string) => `I got promoted at ${word} today!`, (word: string) => `Thank you, ${word} was a great idea.`,
  (word: string) => `You are an idiot, ${word}.`, (word: string) => `What do you think of ${word}?`, (word: string) => `Mi hermana ${word} se casa el sábado, estoy muy feliz.`, (word: string) => `I have never told anyone, but I stole money from ${word}.`,
];
export type Sentence = (word: string) => string;

/** `word`: a new one, or one of the few that come again in a sequence. */
export type Said = { sentence: Sentence; word: number | 'new' };
export type Step =
  | { kind: 'send'; session: number; said: Said }
  | { kind: 'branch'; at: number; said: Said }
  | { kind: 'edit'; at: number; said: Said }
  | { kind: 'regenerate' | 'swipe' | 'delete'; at: number }
  | { kind: 'delete-session'; session: number }
  | { kind: 'forget'; what: 'message' | 'fact' | 'episode' | 'person' | 'session' | 'source'; at: number };

const at = fc.nat(999);
const said: fc.Arbitrary<Said> = fc.record({ sentence: fc.constantFrom(...sentences), word: fc.oneof({ weight: 2, arbitrary: fc.constant('new' as const) }, { weight: 1, arbitrary: fc.nat(2) }) });
const session = fc.nat(1);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send' as const), session, said }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), at, said }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('branch' as const), at, said }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('regenerate' as const, 'swipe' as const, 'swipe' as const, 'delete' as const), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete-session' as const), session }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('forget' as const), what: fc.constantFrom('message' as const, 'message' as const, 'fact' as const, 'fact' as const, 'episode' as const, 'person' as const, 'session' as const, 'source' as const), at }) },
);

/** Begins with something said. */
export const sequences: fc.Arbitrary<Step[]> = fc.tuple(fc.record({ kind: fc.constant('send' as const), session, said }), fc.array(step, { minLength: 2, maxLength: 9 })).map(([first, more]) => [first, ...more]);
