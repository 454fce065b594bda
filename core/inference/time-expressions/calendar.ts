// Arithmetic on the wall clock. A wall time is what a clock on the wall shows, kept as the milliseconds a UTC clock would have with the same digits;
// so days are always 24 hours long here, and zones come in only at the borders (toWall, toEpoch).

export type WallSpan = { start: number; end: number };
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export type Zone = { toWall(epoch: number): number; toEpoch(wall: number): number };

const utc: Zone = { toWall: (epoch) => epoch, toEpoch: (wall) => wall };

/** The zone of an IANA name; UTC for undefined. Throws RangeError for a name the runtime does not know. */
export function zoneOf(timeZone: string | undefined): Zone {
  if (timeZone === undefined || timeZone === 'UTC') return utc;
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  function toWall(epoch: number): number {
    const parts = Object.fromEntries(format.formatToParts(epoch).map((part) => [part.type, Number(part.value)]));
    return Date.UTC(parts['year']!, parts['month']! - 1, parts['day']!, parts['hour']!, parts['minute']!, parts['second']!) + (((epoch % 1000) + 1000) % 1000);
  }
  return {
    toWall,
    // Twice, because the first guess may lie on the other side of a change of the clocks.
    toEpoch(wall) {
      const guess = wall - (toWall(wall) - wall);
      return wall - (toWall(guess) - guess);
    },
  };
}

export const dayOf = (wall: number): number => Math.floor(wall / dayMs) * dayMs;
export const yearOf = (wall: number): number => new Date(wall).getUTCFullYear();
/** 1 to 12. */
export const monthOf = (wall: number): number => new Date(wall).getUTCMonth() + 1;
/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (wall: number): number => (new Date(wall).getUTCDay() + 6) % 7;
/** Monday 00:00. */
export const weekOf = (wall: number): number => dayOf(wall) - weekdayOf(wall) * dayMs;

export const days = (start: number, count = 1): WallSpan => ({ start, end: start + count * dayMs });
export const hours = (start: number, count = 1): WallSpan => ({ start, end: start + count * hourMs });
/** Month may lie outside 1 to 12 and runs over into other years. */
export const months = (year: number, month: number, count = 1): WallSpan => ({ start: Date.UTC(year, month - 1, 1), end: Date.UTC(year, month - 1 + count, 1) });
export const years = (year: number, count = 1): WallSpan => ({ start: Date.UTC(year, 0, 1), end: Date.UTC(year + count, 0, 1) });

/** One day; null when the calendar has no such day. */
export function dayInMonth(year: number, month: number, day: number): WallSpan | null {
  const start = Date.UTC(year, month - 1, day);
  return monthOf(start) === month && new Date(start).getUTCDate() === day ? days(start) : null;
}

/** Easter Sunday of the Gregorian calendar (Butcher's rule, in Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}

export type Feast = 'christmas' | 'christmas-eve' | 'christmas-time' | 'new-year-eve' | 'new-year' | 'epiphany' | 'valentine' | 'halloween' | 'all-saints' | 'easter' | 'holy-week' | 'good-friday' | 'thanksgiving' | 'black-friday' | 'boxing-day';

/** The feast of a year; a feast that runs over New Year belongs to the year it begins in. */
export function feastOf(feast: Feast, year: number): WallSpan {
  const on = (month: number, day: number, count = 1): WallSpan => days(Date.UTC(year, month - 1, day), count);
  const thanksgiving = (): number => Date.UTC(year, 10, 22 + ((3 - weekdayOf(Date.UTC(year, 10, 22)) + 7) % 7));
  switch (feast) {
    case 'christmas': return on(12, 25);
    case 'christmas-eve': return on(12, 24);
    case 'christmas-time': return on(12, 24, 14);
    case 'boxing-day': return on(12, 26);
    case 'new-year-eve': return on(12, 31);
    case 'new-year': return on(1, 1);
    case 'epiphany': return on(1, 6);
    case 'valentine': return on(2, 14);
    case 'halloween': return on(10, 31);
    case 'all-saints': return on(11, 1);
    case 'easter': return days(easterSunday(year));
    case 'holy-week': return days(easterSunday(year) - 7 * dayMs, 8);
    case 'good-friday': return days(easterSunday(year) - 2 * dayMs);
    case 'thanksgiving': return days(thanksgiving());
    case 'black-friday': return days(thanksgiving() + dayMs);
  }
}
