// A text as words, numbers and marks, with their places in it. One pass, no backtracking.

export type Token = {
  /** Lower case without accents and without the English 's; numbers and marks as they are. */
  word: string;
  /** Lower case with its accents, which tell habló from hablo. */
  accented: string;
  start: number;
  end: number;
  kind: 'word' | 'number' | 'mark';
  /** First letter is a capital. */
  isCapital: boolean;
  /** English contraction of will: she'll. */
  isWill: boolean;
};

const pieces = /\d+|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*|[^\s\p{L}\d]/gu;

const plain = /^[\0-\x7F]*$/;

/** Lower case, no accents: "Miércoles" -> "miercoles", "mañana" -> "manana". */
export function foldWord(word: string): string {
  // Most words, and ten times faster.
  if (plain.test(word)) return word.toLowerCase();
  return word.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const piece of text.matchAll(pieces)) {
    const raw = piece[0];
    const start = piece.index;
    const end = start + raw.length;
    if (raw[0]! >= '0' && raw[0]! <= '9') {
      tokens.push({ word: raw, accented: raw, start, end, kind: 'number', isCapital: false, isWill: false });
    } else if (/^\p{L}/u.test(raw)) {
      const folded = foldWord(raw).replaceAll('’', "'");
      const word = folded.replace(/'s$/, '').replaceAll("'", '');
      tokens.push({ word, accented: raw.toLowerCase(), start, end, kind: 'word', isCapital: raw[0] !== raw[0]!.toLowerCase(), isWill: folded.endsWith("'ll") });
    } else {
      tokens.push({ word: raw, accented: raw, start, end, kind: 'mark', isCapital: false, isWill: false });
    }
  }
  return tokens;
}
