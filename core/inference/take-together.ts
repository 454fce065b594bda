// Which of the texts that wait are computed in one run: those as long as the one that waits longest, so that little is padded, and so many that the run stays short.
import type { TextWindows } from './text-windows.ts';

/** `windows` once it was read; `vectors`: of the windows done so far. */
export type QueuedText = { id: number; text: string; since: number; windows: TextWindows | null; vectors: Float32Array[] };

/** Texts of one run differ in length by this factor at most: padding costs time and, where layers are quantised while they run, exactness. */
const mostApart = 2;

/**
 * Looks at the first `most` texts; the first is always taken. A text of several windows is computed alone, one window at a time.
 * One that cannot be read leaves the queue and is told to `fail`.
 * @param limits `mostTokens`: of the run, padding included
 */
export function takeTogether(queue: QueuedText[], windowsOf: (text: string) => TextWindows, limits: { most: number; mostTokens: number; fail: (id: number, error: unknown) => void }): QueuedText[] {
  const looked: QueuedText[] = [];
  for (const item of queue.slice(0, limits.most)) {
    try {
      item.windows ??= windowsOf(item.text);
      looked.push(item);
    } catch (error) {
      queue.splice(queue.indexOf(item), 1);
      limits.fail(item.id, error);
    }
  }
  const [first] = looked;
  if (!first || first.windows!.length > 1) return first ? [first] : [];
  const lengthOf = (item: QueuedText) => item.windows![0]!.length;
  const distance = (item: QueuedText) => Math.abs(lengthOf(item) - lengthOf(first));
  const isNear = (item: QueuedText) => item.windows!.length === 1 && Math.max(lengthOf(item), lengthOf(first)) <= mostApart * Math.min(lengthOf(item), lengthOf(first));
  const near = looked.filter(isNear).sort((one, other) => distance(one) - distance(other) || looked.indexOf(one) - looked.indexOf(other));
  const taken: QueuedText[] = [];
  let longest = 0;
  for (const item of near) {
    const padded = Math.max(longest, lengthOf(item));
    if (taken.length > 0 && padded * (taken.length + 1) > limits.mostTokens) break;
    taken.push(item);
    longest = padded;
  }
  return taken.sort((one, other) => looked.indexOf(one) - looked.indexOf(other));
}
