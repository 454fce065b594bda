// The words that set one time apart from a user's other times: tf-idf, a bucket of messages being a document.
import { breathe } from '../../lib/breathe.ts';
import { foldWord, stemsOf, wordsOf } from '../../lib/stems.ts';

export type TellingWord = { word: string; times: number; weight: number };
type Counted = { times: number; /** As written, with how often. */ forms: Map<string, number> };

const batch = 500;
const shortest = 3;

/**
 * The most telling words of each bucket, most telling first: (1 + ln times) x ln(1 + buckets / buckets with the word). Forms of a word ("perro", "perros") count as one and
 * the commonest is shown. @param texts with the index of their bucket @param stopWords folded; they tell nothing
 */
export async function tellingWords(texts: readonly { bucket: number; content: string }[], options: { buckets: number; each: number; stopWords: ReadonlySet<string> }): Promise<TellingWord[][]> {
  const counted = Array.from({ length: options.buckets }, () => new Map<string, Counted>());
  const stems = new Map<string, string>();
  for (const [index, { bucket, content }] of texts.entries()) {
    if (index % batch === batch - 1) await breathe();
    for (const word of wordsOf(content)) {
      const folded = foldWord(word);
      if (folded.length < shortest || options.stopWords.has(folded) || !/\p{L}/u.test(folded)) continue;
      let stem = stems.get(folded);
      if (stem === undefined) stems.set(folded, (stem = stemsOf(folded)[0] ?? folded));
      const of = counted[bucket]!;
      const known = of.get(stem) ?? { times: 0, forms: new Map() };
      const form = word.toLowerCase();
      known.times += 1;
      known.forms.set(form, (known.forms.get(form) ?? 0) + 1);
      of.set(stem, known);
    }
  }
  const spoken = counted.filter(({ size }) => size > 0).length;
  const inBuckets = new Map<string, number>();
  for (const words of counted) for (const stem of words.keys()) inBuckets.set(stem, (inBuckets.get(stem) ?? 0) + 1);
  return counted.map((words) => [...words]
    .map(([stem, { times, forms }]) => ({ word: commonest(forms), times, weight: rounded((1 + Math.log(times)) * Math.log(1 + spoken / inBuckets.get(stem)!)) }))
    .sort((a, b) => b.weight - a.weight || b.times - a.times || (a.word < b.word ? -1 : 1))
    .slice(0, options.each));
}

function commonest(forms: ReadonlyMap<string, number>): string {
  return [...forms].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))[0]![0];
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
