// Writes docs/personality-similarity.md: how alike the shipped companions read once compiled, at each level and in each mood: `node scripts/personality-similarity.ts`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Personality } from '../core/contract/personality.ts';
import { compileCharacter } from '../core/features/character/compile/index.ts';
import { englishWords } from '../core/features/character/compile/words-en.ts';
import { spanishWords } from '../core/features/character/compile/words-es.ts';
import { levelsOf } from '../core/features/character/levels.ts';
import { readPersonality } from '../core/features/character/read-personality.ts';
import { moodsOf, moodWords } from '../core/features/mood/index.ts';
import type { Language } from '../core/lib/language.ts';

export const similarityPage = fileURLToPath(new URL('../docs/personality-similarity.md', import.meta.url));
const shippedFolder = fileURLToPath(new URL('../personalities', import.meta.url));

/** No two companions may share more than this of their runs of three words, in any state, ... */
export const mostSharedRuns = 0.25;
/** ... nor be nearer than this in the words they are made of (cosine of tf-idf). */
export const mostSharedWords = 0.3;

/** One companion in one state, in the words the model would read of it. */
export type Reading = { id: string; level: string; mood: string; language: Language; text: string };
export type Pair = { one: string; other: string; /** The highest of all states, 0 to 1. */ runs: number; words: number; /** Where they share the most runs. */ state: string };

export function readShipped(folder = shippedFolder): { id: string; personality: Personality }[] {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).toSorted().map((file) => {
    const { personality, findings } = readPersonality(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
    if (personality === null) throw new Error(`${file} is no personality: ${findings.map(({ path, message }) => `${path}: ${message}`).join('; ')}`);
    return { id: file.replace(/\.json$/, ''), personality };
  });
}

/** Head, note and examples at every level and in every mood, in both languages, at an intensity that shows. */
export function readingsOf({ id, personality }: { id: string; personality: Personality }): Reading[] {
  const moods = moodsOf(personality).moods;
  return (['en', 'es'] as const).flatMap((language) => levelsOf(personality).flatMap(({ name: level }) => moods.map((mood) => {
    const definition = { ...mood, modifiers: { ...mood.modifiers, behavioral_adjustments: [...moodWords(mood, language)] } };
    const compiled = compileCharacter({ personality, id, level, mood: { id: mood.id, intensity: 0.7, definition }, overrides: {}, previous: null, language, userName: null });
    const dialogue = compiled.examples.slice(0, -1).flatMap(({ input, output }) => [input, output]);
    return { id, level, mood: mood.id, language, text: withoutFrame([compiled.text, compiled.note, ...dialogue].join('\n'), compiled.name, language) };
  })));
}

/** What every companion is told word for word is not what makes it itself. */
function withoutFrame(text: string, name: string, language: Language): string {
  const words = language === 'es' ? spanishWords : englishWords;
  return [words.who(name), words.answerAs(name), words.always, words.rules].reduce((rest, part) => rest.replace(part, ' '), text);
}

const wordsOf = (text: string): string[] => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export function sharedRuns(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((run) => other.has(run)).length;
  return shared === 0 ? 0 : shared / (one.size + other.size - shared);
}

/** Three words in a row, each once. */
export function runsOf(text: string): Set<string> {
  const words = wordsOf(text);
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

type Weights = ReadonlyMap<string, number>;

/** Words by how often they are said and how few of the texts say them, as a vector of length one. */
export function weigh(texts: readonly string[]): Weights[] {
  const counts = texts.map((text) => Map.groupBy(wordsOf(text), (word) => word));
  const holders = new Map<string, number>();
  for (const count of counts) for (const word of count.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  return counts.map((count) => {
    const raw = [...count].map(([word, said]) => [word, (1 + Math.log(said.length)) * Math.log((1 + texts.length) / holders.get(word)!)] as const);
    const length = Math.hypot(...raw.map(([, weight]) => weight)) || 1;
    return new Map(raw.map(([word, weight]) => [word, weight / length]));
  });
}

export function nearness(one: Weights, other: Weights): number {
  let sum = 0;
  for (const [word, weight] of one) sum += weight * (other.get(word) ?? 0);
  return sum;
}

/** Each pair of companions, compared level by level (the first of one with the first of the other, and so on) in the moods both know, in each language. */
export function compareAll(shipped: readonly { id: string; personality: Personality }[]): Pair[] {
  const pairs = new Map<string, Pair>();
  const states = Map.groupBy(shipped.flatMap((companion) => placed(companion)), ({ place }) => place);
  for (const [place, readings] of states) {
    const runs = readings.map(({ text }) => runsOf(text));
    const weights = weigh(readings.map(({ text }) => text));
    readings.forEach(({ id: one }, first) => readings.slice(first + 1).forEach(({ id: other }, offset) => {
      const second = first + 1 + offset;
      const known = pairs.get(`${one} ${other}`) ?? { one, other, runs: -1, words: -1, state: '' };
      const now = { runs: sharedRuns(runs[first]!, runs[second]!), words: nearness(weights[first]!, weights[second]!) };
      pairs.set(`${one} ${other}`, { one, other, words: Math.max(known.words, now.words), ...(now.runs > known.runs ? { runs: now.runs, state: place } : { runs: known.runs, state: known.state }) });
    }));
  }
  return [...pairs.values()];
}

function placed(companion: { id: string; personality: Personality }): (Reading & { place: string })[] {
  const names = levelsOf(companion.personality).map(({ name }) => name);
  return readingsOf(companion).map((reading) => ({ ...reading, place: `${names.indexOf(reading.level) + 1}, ${reading.mood}, ${reading.language}` }));
}

export function isAlike({ runs, words }: Pair): boolean {
  return runs > mostSharedRuns || words > mostSharedWords;
}

export function similarityText(shipped: readonly { id: string; personality: Personality }[]): string {
  const ids = shipped.map(({ id }) => id);
  const pairs = compareAll(shipped);
  const percent = (share: number) => String(Math.round(share * 100));
  const between = (one: string, other: string) => pairs.find((pair) => [pair.one, pair.other].includes(one) && [pair.one, pair.other].includes(other));
  const table = (figure: (pair: Pair) => number) => [
    `| | ${ids.join(' | ')} |`, `|---|${ids.map(() => '--:|').join('')}`,
    ...ids.map((one) => `| **${one}** | ${ids.map((other) => { const pair = between(one, other); return one === other || !pair ? '' : percent(figure(pair)); }).join(' | ')} |`),
  ].join('\n');
  const nearest = pairs.toSorted((one, other) => other.runs - one.runs).slice(0, 5)
    .map(({ one, other, runs, words, state }) => `| ${one} | ${other} | ${percent(runs)} | ${percent(words)} | ${state} |`);
  const readings = shipped.reduce((sum, companion) => sum + readingsOf(companion).length, 0);
  return `# How alike the companions read

Each companion of \`personalities/\` is compiled at each of its levels and in each of its moods, in English and in Spanish: ${readings} texts of head, note and examples, as a model reads them. What the
program tells every companion word for word (who it is, what notes are) is left out; the sentences of its numbers, of its level and of its mood stay in. Two companions are compared state by state, and the
figures are the highest of any state, in percent. Written by \`node scripts/personality-similarity.ts\`; \`scripts/personality-similarity.test.ts\` holds every pair to the limits.

## Runs of three words that both say

Of all runs of three words that either says (Jaccard). No pair may pass ${percent(mostSharedRuns)}.

${table(({ runs }) => runs)}

## Words they are made of

Cosine of the words, weighed by how few companions say them (tf-idf). No pair may pass ${percent(mostSharedWords)}.

${table(({ words }) => words)}

## The nearest

| one | other | runs | words | at level, mood, language |
|---|---|--:|--:|---|
${nearest.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(similarityPage, similarityText(readShipped()));
