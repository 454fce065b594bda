// The category a message lies in by what it means: the nearest of a few example sentences, where it is near enough and clearly nearer than others.
import type { Fact } from '../../../contract/entities.ts';
import type { Embedder } from '../embedder.ts';
import { categoryExamples } from './category-examples.ts';

type Category = Fact['category'];

/** How many of the nearest examples vote, and by how much (cosine) the best category must lead the next. */
const voters = 3;
const leastLead = 0.004;

/** Answers null without a model, or when the vector is of another space. Examples are embedded once per space. */
export function createNearestCategory(embedder: Embedder): (vector: Float32Array, spaceId: string) => Promise<Category | null> {
  const made = new Map<string, Promise<{ category: Category | null; vector: Float32Array }[] | null>>();

  async function embedExamples(spaceId: string) {
    const examples = Object.entries(categoryExamples).flatMap(([category, texts]) => texts.map((text) => ({ category: category === 'other' ? null : category as Category, text })));
    const vectors = await embedder.embed(examples.map(({ text }) => text), 'query');
    return vectors && await embedder.spaceId() === spaceId ? examples.map(({ category }, index) => ({ category, vector: vectors[index]! })) : null;
  }

  return async (vector, spaceId) => {
    let examples = made.get(spaceId);
    if (!examples) {
      made.clear();
      examples = embedExamples(spaceId).catch(() => null);
      made.set(spaceId, examples);
    }
    const known = await examples;
    if (!known) {
      made.delete(spaceId);
      return null;
    }
    return nearest(vector, known);
  };
}

/** Pure. Each category by the mean of its `voters` nearest examples; null when "other" or nobody clearly wins. */
export function nearest(vector: Float32Array, examples: readonly { category: Category | null; vector: Float32Array }[]): Category | null {
  const similarities = new Map<Category | null, number[]>();
  for (const example of examples) {
    const list = similarities.get(example.category) ?? [];
    list.push(dot(vector, example.vector));
    similarities.set(example.category, list);
  }
  const ranked = [...similarities].map(([category, list]) => {
    const best = list.sort((one, other) => other - one).slice(0, voters);
    return { category, mean: best.reduce((sum, value) => sum + value, 0) / Math.max(1, best.length) };
  }).sort((one, other) => other.mean - one.mean);
  const [first, second] = ranked;
  return first && (!second || first.mean - second.mean >= leastLead) ? first.category : null;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += one[index]! * (other[index] ?? 0);
  return sum;
}
