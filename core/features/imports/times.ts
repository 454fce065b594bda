// Times as exports write them: seconds, milliseconds, ISO 8601, and the two spellings of SillyTavern.

/** Numbers below are seconds: 1e11 s is the year 5138, 1e11 ms the year 1973. */
const firstMilliseconds = 1e11;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Milliseconds since the Unix epoch, not before it and never after `now`; null when it tells no time. Times without a zone are taken as this machine's. */
export function timeOf(value: unknown, now: number): number | null {
  const time = typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value.slice(0, 64).trim()) : Number.NaN;
  return Number.isFinite(time) && time > 0 ? Math.min(Math.trunc(time), now) : null;
}

function fromNumber(value: number): number {
  return value < firstMilliseconds ? Math.round(value * 1000) : value;
}

function fromText(text: string): number {
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return Date.parse(text);
  // "2024-6-14 @15h 05m 03s 123ms" and "2024-06-14@15h05m03s"
  const dashed = /^(\d{4})-(\d{1,2})-(\d{1,2}) ?@(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?$/.exec(text);
  if (dashed) return new Date(Number(dashed[1]), Number(dashed[2]) - 1, Number(dashed[3]), Number(dashed[4]), Number(dashed[5]), Number(dashed[6]), Number(dashed[7] ?? 0)).getTime();
  // "June 14, 2024 3:05pm"
  const named = /^([A-Za-z]{3,9}) (\d{1,2}), (\d{4}) (\d{1,2}):(\d{2}) ?([ap]m)$/i.exec(text);
  if (!named) return Date.parse(text);
  const month = months.indexOf(named[1]!.slice(0, 3).toLowerCase());
  const hour = (Number(named[4]) % 12) + (named[6]!.toLowerCase() === 'pm' ? 12 : 0);
  return month < 0 ? Number.NaN : new Date(Number(named[3]), month, Number(named[2]), hour, Number(named[5])).getTime();
}
