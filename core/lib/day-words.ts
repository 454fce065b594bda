// Times as words of a full-text index: "d20230507 m202305 y2023". Days are those of UTC, the same wherever the store is read.

const dayMs = 86_400_000;
const digits = (time: number, length: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '').slice(0, length);
/** What a calendar with four digits for the year can tell, in milliseconds. */
const isTellable = (time: number): boolean => Number.isFinite(time) && time >= 0 && time < Date.UTC(10_000, 0);

/** The day, month and year something was said in. None before 1970 or after 9999. */
export function dayWords(time: number): string[] {
  return isTellable(time) ? [`d${digits(time, 8)}`, `m${digits(time, 6)}`, `y${digits(time, 4)}`] : [];
}

/** The words that what was said between two times (the second exclusive) has: days of up to ten, months of up to four, else years; none for more than five. */
export function wordsOfSpan(start: number, end: number): string[] {
  if (!isTellable(start) || !isTellable(end) || end <= start) return [];
  const first = Math.floor(start / dayMs);
  const last = Math.floor((end - 1) / dayMs);
  const days = last - first + 1;
  if (days > 366 * 5) return [];
  const [letter, length] = days <= 10 ? ['d', 8] as const : days <= 124 ? ['m', 6] as const : ['y', 4] as const;
  return [...new Set(Array.from({ length: days }, (_, index) => `${letter}${digits((first + index) * dayMs, length)}`))];
}
