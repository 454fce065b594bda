// Which words of a user's texts are names of people and places, told by how they are written: no list knows everybody's.

type Seen = { inside: number; atStart: number; small: number };
const word = /\p{L}[\p{L}\p{M}]*/gu;
/** What a sentence may begin after. */
const beforeStart = /[.!?…¿¡:;\n\r"'«»“”‘’()[\]{}*•–—-]/u;

/** The same word with and without capitals and accents. */
export const foldName = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

export type NameFinder = {
  /** Looks at a text; all texts first, then `isName`. */
  read(text: string): void;
  /** Every word of it is a name, however it is written. */
  learn(text: string): void;
  isName(word: string): boolean;
};

/**
 * A word with a capital inside a sentence is a name; at the start of one when it is never written small. Written small it is one when it is more often written with a
 * capital inside sentences. Keeps one counter for each different word. `known`: words that stay, such as the companions' names.
 */
export function createNameFinder(known: ReadonlySet<string>): NameFinder {
  const seen = new Map<string, Seen>();
  const told = new Set<string>();
  return {
    read(text) {
      for (const match of text.matchAll(word)) {
        const folded = foldName(match[0]);
        const counts = seen.get(folded) ?? { inside: 0, atStart: 0, small: 0 };
        if (!isCapital(match[0])) counts.small += 1;
        else if (isAtStart(text, match.index)) counts.atStart += 1;
        else counts.inside += 1;
        seen.set(folded, counts);
      }
    },
    learn(text) {
      for (const [found] of text.matchAll(word)) if (found.length > 2) told.add(foldName(found));
    },
    isName(found) {
      const folded = foldName(found);
      if (told.has(folded)) return true;
      if (known.has(folded)) return false;
      const counts = seen.get(folded);
      if (found.length < 2 || counts === undefined) return false;
      if (!isCapital(found)) return counts.inside > counts.small;
      return counts.inside > 0 || counts.small === 0;
    },
  };
}

const isCapital = (found: string): boolean => /^\p{Lu}/u.test(found);

function isAtStart(text: string, index: number): boolean {
  let at = index - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at -= 1;
  return at < 0 || beforeStart.test(text[at]!);
}
