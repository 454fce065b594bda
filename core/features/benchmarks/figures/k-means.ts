// Vectors put into groups of near ones.
import { createRandom } from '../../../lib/random.ts';

export type KMeansOptions = {
  clusters: number;
  seed: number;
  maxIterations?: number;
  /** Called every few milliseconds of arithmetic. */
  rest?: () => Promise<unknown>;
};

/** Multiplications between two calls of `rest`: about two milliseconds. */
const workAtOnce = 2_000_000;

/**
 * The cluster of each vector, 0 to `clusters - 1`. The same vectors and seed give the same answer.
 * Sources: S. Lloyd, "Least Squares Quantization in PCM", IEEE Transactions on Information Theory 28(2), 1982, begun as in
 * D. Arthur and S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007.
 */
export async function kMeans(vectors: readonly Float32Array[], { clusters, seed, maxIterations = 50, rest = async () => {} }: KMeansOptions): Promise<Uint32Array> {
  const nearest = new Uint32Array(vectors.length);
  const first = vectors[0];
  if (first === undefined || clusters <= 1) return nearest;
  const random = createRandom(seed);
  const breathe = restAfter(workAtOnce / first.length, rest);
  const centres = await chooseCentres(vectors, Math.min(clusters, vectors.length), random, breathe);
  const distances = new Float64Array(vectors.length);
  for (let iteration = 0; iteration < maxIterations; iteration += 1) {
    let isMoved = iteration === 0;
    for (const [index, vector] of vectors.entries()) {
      let best = 0;
      let least = Infinity;
      for (const [cluster, centre] of centres.entries()) {
        const distance = squaredDistance(vector, centre);
        if (distance < least) [best, least] = [cluster, distance];
      }
      if (nearest[index] !== best) isMoved = true;
      nearest[index] = best;
      distances[index] = least;
      await breathe(centres.length);
    }
    if (!isMoved) break;
    moveCentres(vectors, nearest, distances, centres);
  }
  return nearest;
}

/** The first by chance, each next one the likelier the farther it is from those there are. */
async function chooseCentres(vectors: readonly Float32Array[], count: number, random: () => number, breathe: (work: number) => Promise<unknown> | undefined): Promise<Float64Array[]> {
  const centres = [Float64Array.from(vectors[Math.floor(random() * vectors.length)]!)];
  const distances = new Float64Array(vectors.length).fill(Infinity);
  while (centres.length < count) {
    const latest = centres.at(-1)!;
    let total = 0;
    for (const [index, vector] of vectors.entries()) {
      distances[index] = Math.min(distances[index]!, squaredDistance(vector, latest));
      total += distances[index]!;
      await breathe(1);
    }
    let left = random() * total;
    let chosen = 0;
    while (chosen < vectors.length - 1 && (left -= distances[chosen]!) > 0) chosen += 1;
    centres.push(Float64Array.from(vectors[chosen]!));
  }
  return centres;
}

/** Each centre becomes the mean of its vectors; one without any becomes the vector that is worst off. */
function moveCentres(vectors: readonly Float32Array[], nearest: Uint32Array, distances: Float64Array, centres: Float64Array[]): void {
  const counts = new Uint32Array(centres.length);
  for (const centre of centres) centre.fill(0);
  for (const [index, vector] of vectors.entries()) {
    const centre = centres[nearest[index]!]!;
    counts[nearest[index]!]! += 1;
    for (let at = 0; at < vector.length; at += 1) centre[at]! += vector[at]!;
  }
  for (const [cluster, centre] of centres.entries()) {
    if (counts[cluster]! > 0) for (let at = 0; at < centre.length; at += 1) centre[at]! /= counts[cluster]!;
    else {
      const worst = distances.indexOf(Math.max(...distances));
      distances[worst] = 0;
      centre.set(vectors[worst]!);
    }
  }
}

function squaredDistance(vector: Float32Array, centre: Float32Array | Float64Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += (vector[at]! - centre[at]!) ** 2;
  return sum;
}

/** Rests whenever so much work has been told of. */
function restAfter(most: number, rest: () => Promise<unknown>): (work: number) => Promise<unknown> | undefined {
  let done = 0;
  return (work) => {
    done += work;
    if (done < most) return undefined;
    done = 0;
    return rest();
  };
}
