// Which parts of a text a search found: whole words and words of the same stem, whatever their case and accents. Pure.

export type Piece = { text: string; isHit: boolean };

/** Lower case without accents, the form words are compared in. */
export function foldText(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{Mn}/gu, '');
}

/** A word also stands for its plural, and one of four letters or more for the words that begin like it: nearly all of its letters, at least four. */
function matches(word: string, term: string): boolean {
  return word === term || word === `${term}s` || word === `${term}es` || (term.length >= 4 && word.startsWith(term.slice(0, Math.max(4, term.length - 3))));
}

/** @param terms folded words, as a search answers them */
export function findHits(text: string, terms: readonly string[]): { start: number; end: number }[] {
  if (terms.length === 0) return [];
  return [...text.matchAll(/[\p{L}\p{N}\p{Mn}]+/gu)].flatMap((match) => {
    const word = foldText(match[0]);
    return terms.some((term) => matches(word, term)) ? [{ start: match.index, end: match.index + match[0].length }] : [];
  });
}

/** The text in pieces, in order; together they are the text. */
export function splitByHits(text: string, terms: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of findHits(text, terms)) {
    if (start > at) pieces.push({ text: text.slice(at, start), isHit: false });
    pieces.push({ text: text.slice(start, end), isHit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}

/** A long text from a little before its first hit, so that the hit is seen; from its beginning when that shows the hit. */
export function excerpt(text: string, terms: readonly string[], lead = 90): string {
  const first = findHits(text, terms)[0];
  if (!first || first.start <= lead * 2) return text;
  const cut = text.indexOf(' ', first.start - lead);
  return cut < 0 || cut >= first.start ? text : `… ${text.slice(cut + 1)}`;
}
