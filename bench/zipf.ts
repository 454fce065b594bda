// Requests as people make them: few things often, most seldom (Zipf), and what is popular changes with time.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Traffic = { texts: number; requests: number; exponent: number; drift: number; seed: number };

/** Requests between two changes of what is popular. */
export const driftEvery = 1000;

/** Which text each request is for. The text of rank r is asked for in proportion to 1 / r^exponent; each thousand requests `drift` times all texts' pairs, chosen at random, change ranks with each other. */
export function makeRequests({ texts, requests, exponent, drift, seed }: Traffic): number[] {
  const random = randomFrom(seed);
  const sums = new Float64Array(texts);
  let total = 0;
  for (let rank = 0; rank < texts; rank += 1) sums[rank] = total += (rank + 1) ** -exponent;
  const atRank = Array.from({ length: texts }, (_, text) => text);
  const swap = (one: number, other: number) => { [atRank[one], atRank[other]] = [atRank[other]!, atRank[one]!]; };
  const anyRank = () => Math.floor(random() * texts);
  for (let rank = texts - 1; rank > 0; rank -= 1) swap(rank, Math.floor(random() * (rank + 1)));
  return Array.from({ length: requests }, (_, number) => {
    if (number > 0 && number % driftEvery === 0) for (let pair = 0; pair < texts * drift; pair += 1) swap(anyRank(), anyRank());
    const wanted = random() * total;
    let low = 0;
    for (let high = texts - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return atRank[low]!;
  });
}
