// What was, is, and will be again: the undo of a draft. Pure.
export type History<T> = { past: readonly T[]; present: T; future: readonly T[]; /** What the last change was made to, and when (ms). */ last: { key: string; at: number } | null };

const steps = 300;
/** Changes of one thing within this time (ms) are one step: a word typed, a slider drawn. */
const oneStepMs = 1200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], last: null };
}

/** @param key what is changed; null is always a step of its own */
export function recordChange<T>(history: History<T>, next: T, key: string | null, at: number): History<T> {
  if (next === history.present) return history;
  const isSameStep = key !== null && history.last?.key === key && at - history.last.at < oneStepMs && history.past.length > 0;
  return { past: isSameStep ? history.past : [...history.past.slice(1 - steps), history.present], present: next, future: [], last: key === null ? null : { key, at } };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], last: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future, last: null };
}
