// How long a model takes: for the one text somebody waits for, and for many.
import { quantile } from '../figures/quantile.ts';
import { speedTexts } from '../sets/built-in.ts';
import { intervalOf, toReading } from './interval.ts';
import type { Circumstances, OpenedModel, Reading } from './measured-model.ts';

const warmUps = 5;
const singles = 100;
const rounds = 3;
/** Texts given at once: what a reply that begins meanwhile has beside it for a moment. */
const pieceSize = 64;
/** Measured again so often when a reply came in between; then the time counts as it is. */
const mostTries = 20;

/** Texts that `measureSpeed` reads. */
export const speedReads = () => warmUps + singles + rounds * speedTexts().length;

/**
 * Milliseconds for a text by itself, one after another, as a message that is being sent; and texts a second when many are given at once, as when an index is made anew,
 * but without the rests that the background takes then. Nothing of it runs while a reply is written.
 */
export async function measureSpeed(model: Pick<OpenedModel, 'embed'>, circumstances: Circumstances): Promise<Reading[]> {
  const { signal, tick } = circumstances;
  const texts = speedTexts();
  for (const text of texts.slice(0, warmUps)) await model.embed([text], 'query', signal);
  tick(warmUps);
  const times: number[] = [];
  for (let index = 0; index < singles; index += 1) {
    // Spread over all texts: short and long ones, both languages.
    const text = texts[(index * 7) % texts.length]!;
    times.push(await timed(() => model.embed([text], 'query', signal), circumstances));
    tick(1);
  }
  let total = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (let first = 0; first < texts.length; first += pieceSize) {
      const piece = texts.slice(first, first + pieceSize);
      total += await timed(() => model.embed(piece, 'passage', signal), circumstances);
      tick(piece.length);
    }
  }
  const all = rounds * texts.length;
  return [
    ...toReading({ suite: 'speed', name: 'single p50', unit: 'ms' }, await intervalOf(times, (sample) => quantile(sample, 0.5), circumstances)),
    ...toReading({ suite: 'speed', name: 'single p95', unit: 'ms' }, await intervalOf(times, (sample) => quantile(sample, 0.95), circumstances)),
    ...toReading({ suite: 'speed', name: 'throughput', unit: 'texts/s' }, { n: all, value: all / (total / 1000), low: null, high: null }),
  ];
}

/** Milliseconds of a piece of work that no reply was written beside. */
async function timed(work: () => Promise<unknown>, { rest, repliesBegun }: Circumstances): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    await rest();
    const replies = repliesBegun();
    const begun = performance.now();
    await work();
    const took = performance.now() - begun;
    if (repliesBegun() === replies || attempt === mostTries) return took;
  }
}
