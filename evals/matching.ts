// When a learnt fact counts as right: evals/data/facts/README.md in code. Independent of the product's own comparison of values, which it measures.
import { factKey, isSingle } from '../core/features/memory/facts/fact-keys.ts';
import type { FactLabel } from './labels.ts';

/** A fact as the product learnt it. */
export type LearntFact = { category: string; key: string; value: unknown; ended: boolean; tags: readonly string[] };

/** What became of the facts of one message. */
export type Matching<L extends FactLabel, F extends LearntFact> = { right: { label: L; learnt: F }[]; missed: L[]; false: F[]; tolerated: F[] };

const articles = new Set(['el', 'la', 'los', 'las', 'lo', 'un', 'una', 'unos', 'unas', 'the', 'a', 'an']);
/** Names of the same favourite thing; the first of a line stands for all. */
const sameThings = [
  ['movie', 'film'], ['series', 'show', 'tv_show', 'tv_series'], ['band', 'group', 'music_group'], ['food', 'dish', 'meal'], ['game', 'videogame', 'video_game'], ['team', 'football_team', 'soccer_team', 'sports_team'],
  ['color', 'colour'], ['singer', 'artist', 'musician'], ['author', 'writer'], ['drink', 'beverage'], ['season', 'season_of_year'],
];

/** The words that count: small, without accents, articles and punctuation. */
export function foldedWords(value: unknown): string[] {
  const words = String(value).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !articles.has(word));
  return telling.length > 0 ? telling : words;
}

function foldedKey(key: string): string {
  const thing = /^favorite_(.+)$/.exec(key)?.[1];
  return thing === undefined ? key : `favorite_${sameThings.find((names) => names.includes(thing))?.[0] ?? thing}`;
}

const isSameText = (one: readonly string[], other: readonly string[]) => one.length > 0 && one.join(' ') === other.join(' ');
const isInside = (part: readonly string[], whole: readonly string[]) => part.length > 0 && ` ${whole.join(' ')} `.includes(` ${part.join(' ')} `);
function jaccard(one: readonly string[], other: readonly string[]): number {
  const union = new Set([...one, ...other]);
  const shared = [...new Set(one)].filter((word) => other.includes(word));
  return union.size === 0 ? 0 : shared.length / union.size;
}

/** "same": equal after folding. "near": a phrase that says much the same. Null: another fact. */
export function compareFact(label: FactLabel, learnt: LearntFact): 'same' | 'near' | null {
  if (label.category !== learnt.category || foldedKey(label.key) !== foldedKey(learnt.key) || (label.ended ?? false) !== learnt.ended) return null;
  if (learnt.ended && learnt.value === '') return isSingle(label.key) ? 'near' : null;
  if (typeof label.value !== 'string') return label.value === learnt.value ? 'same' : null;
  const kind = factKey(label.key)?.value;
  if (kind === 'date') return label.value === learnt.value ? 'same' : null;
  const [wanted, got] = [foldedWords(label.value), foldedWords(learnt.value)];
  if (isSameText(wanted, got)) return 'same';
  return kind === 'phrase' && (isInside(wanted, got) || isInside(got, wanted) || jaccard(wanted, got) >= 0.5) ? 'near' : null;
}

/** Pairs labels and learnt facts, equal values before near ones; each is used once. What is left may be tolerated (`allowed`) or is false. */
export function matchFacts<L extends FactLabel, F extends LearntFact>(labels: readonly L[], allowed: readonly FactLabel[], learnt: readonly F[]): Matching<L, F> {
  const missed = new Set(labels);
  const left = new Set(learnt);
  const right: Matching<L, F>['right'] = [];
  for (const degree of ['same', 'near'] as const) {
    for (const fact of left) {
      const label = [...missed].find((candidate) => compareFact(candidate, fact) === degree);
      if (label === undefined) continue;
      right.push({ label, learnt: fact });
      missed.delete(label);
      left.delete(fact);
    }
  }
  const tolerated = [...left].filter((fact) => allowed.some((label) => compareFact(label, fact) !== null));
  return { right, missed: [...missed], false: [...left].filter((fact) => !tolerated.includes(fact)), tolerated };
}
