// When two short texts are very likely the same thing said twice.
import { foldWords } from '../../../../lib/fold-words.ts';
import { stemsOf } from '../../../../lib/stems.ts';
import { tellingWords } from '../../facts/same-value.ts';

/** The same stems in whatever order ("run in the mornings", "running in the morning"), or one slip of the pen. Numbers that differ are no slip. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [foldWords(one), foldWords(other)];
  if (a === '' || b === '') return false;
  if (digits(a) !== digits(b)) return false;
  return hasSameStems(a, b) || isSlip(a, b);
}

const digits = (text: string): string => text.replace(/\D+/g, ' ').trim();

/** In Spanish or in English, without articles and their like. */
function hasSameStems(one: string, other: string): boolean {
  const stems = (text: string, language: 0 | -1) => [...new Set(tellingWords(text).map((word) => stemsOf(word).at(language) ?? word))].sort().join(' ');
  return stems(one, 0) === stems(other, 0) || stems(one, -1) === stems(other, -1);
}

/** One letter wrong in eight or more, two in sixteen or more: shorter words that differ by one letter are mostly other words ("gato", "pato"). */
function isSlip(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length);
  const allowed = length >= 16 ? 2 : length >= 8 ? 1 : 0;
  return allowed > 0 && editDistance(one, other, allowed) <= allowed;
}

/** Letters to add, drop, replace or swap with their neighbour (optimal string alignment); more than `most` is `most + 1`. */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isEqual = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column]! + 1, here[column - 1]! + 1, last[column - 1]! + (isEqual ? 0 : 1));
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (isSwap) cost = Math.min(cost, before[column - 2]! + 1);
      here.push(cost);
    }
    if (Math.min(...here) > most) return most + 1;
    before = last;
    last = here;
  }
  return Math.min(last[other.length]!, most + 1);
}
