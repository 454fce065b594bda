// Which sentences of a text are new and which are gone. Pure.
export type TextPiece = { kind: 'same' | 'added' | 'removed'; text: string };

/** More comparisons than this are not worth the wait: all is then told as gone and new. */
const mostComparisons = 4_000_000;

/** Lines, and within them sentences, each with the space after it: put together they are the text. */
export function sentencesOf(text: string): string[] {
  return text.match(/[^\n]*?(?:[.!?…»”"](?=\s)[ \t]*\n?|\n|$)/g)?.filter((piece) => piece !== '') ?? [];
}

/** Longest common run of sentences (the table of Wagner and Fischer), after what begins and ends alike is set aside. */
export function diffTexts(before: string, after: string): TextPiece[] {
  const [old, now] = [sentencesOf(before), sentencesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && isAlike(old[start], now[start])) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && isAlike(old.at(-1 - end), now.at(-1 - end))) end++;
  const same = (pieces: readonly string[]): TextPiece[] => pieces.map((text) => ({ kind: 'same', text }));
  return [...same(now.slice(0, start)), ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)), ...same(end === 0 ? [] : now.slice(-end))];
}

function middle(old: readonly string[], now: readonly string[]): TextPiece[] {
  const removed = (text: string): TextPiece => ({ kind: 'removed', text });
  const added = (text: string): TextPiece => ({ kind: 'added', text });
  if (old.length * now.length > mostComparisons) return [...old.map(removed), ...now.map(added)];
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) for (let j = now.length - 1; j >= 0; j--) table[i]![j] = isAlike(old[i], now[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: TextPiece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && isAlike(old[i], now[j])) { pieces.push({ kind: 'same', text: now[j]! }); i++; j++; }
    else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) pieces.push(removed(old[i++]!));
    else pieces.push(added(now[j++]!));
  }
  return pieces;
}

function isAlike(a: string | undefined, b: string | undefined): boolean {
  return a?.trim() === b?.trim();
}
