// What a rule's captures come to on the calendar. One function per kind of expression; the words live in rules-es.ts and rules-en.ts.
import {
  dayInMonth, dayMs, dayOf, days, feastOf, hourMs, hours, monthOf, months, weekdayOf, weekOf, yearOf, years, type Feast, type WallSpan,
} from './calendar.ts';
import type { Captures } from './pattern.ts';
import type { Precision, Tense } from './time-span.ts';

export type Resolved = WallSpan & { precision: Precision };
export type Moment = { /** Wall time of the message. */ now: number; tense: Tense | null };
type Resolve = (captures: Captures, moment: Moment) => Resolved | null;

/** Values of the slot {unit}. */
export const unit = { minute: 0, hour: 1, day: 2, week: 3, month: 4, year: 5, decade: 6, weekend: 7 } as const;
/** Values of the slot {part}: hours from midnight, the night running into the next day. */
export const part = { dawn: 0, morning: 1, midday: 2, afternoon: 3, evening: 4, night: 5, longAfternoon: 6 } as const;
const partHours: readonly (readonly [number, number])[] = [[0, 6], [6, 12], [12, 15], [12, 18], [18, 22], [20, 30], [12, 20]];
/** Values of the slot {feast}. */
export const feasts: readonly Feast[] = ['christmas', 'christmas-eve', 'christmas-time', 'new-year-eve', 'new-year', 'epiphany', 'valentine', 'halloween', 'all-saints', 'easter', 'holy-week', 'good-friday', 'thanksgiving', 'black-friday', 'boxing-day'];
/** First months of the slot {season}: the north's meteorological seasons. */
export const seasonMonth = { spring: 3, summer: 6, autumn: 9, winter: 12 } as const;
/** Value of `way`: how an expression itself says where it lies. */
export const way = { last: -1, this: 0, next: 1 } as const;

const as = (precision: Precision, span: WallSpan | null): Resolved | null => span && { ...span, precision };

/** The one meant among the candidates, which come in time order. `strict` leaves out the one that holds now. */
function choose(candidates: readonly WallSpan[], moment: Moment, captures: Captures, fallback: Tense, isStrict = false): WallSpan | null {
  const { now, tense } = moment;
  const today = dayOf(now);
  const lastOver = () => candidates.findLast((span) => span.end <= today) ?? null;
  const firstAhead = () => candidates.find((span) => span.start > now) ?? null;
  if (captures['way'] === way.last) return lastOver();
  if (captures['way'] === way.next) return firstAhead();
  if (captures['way'] === way.this) {
    if (tense === 'past') return candidates.findLast((span) => span.start <= now) ?? null;
    return (tense === null ? candidates.find((span) => yearOf(span.start) === yearOf(now) && span.end - span.start > dayMs) : null) ?? candidates.find((span) => span.end > now) ?? null;
  }
  if ((tense ?? fallback) === 'past') return isStrict ? lastOver() : candidates.findLast((span) => span.start <= now) ?? null;
  return isStrict ? firstAhead() : candidates.find((span) => span.end > now) ?? null;
}

/** One candidate a year: enough years back for 29 February. */
function yearly(moment: Moment, make: (year: number) => WallSpan | null): WallSpan[] {
  const year = yearOf(moment.now);
  return Array.from({ length: 17 }, (_, index) => make(year - 8 + index)).filter((span) => span !== null);
}

function third(span: WallSpan, captures: Captures): WallSpan {
  const which = captures['third'];
  if (which === undefined) return span;
  const length = Math.round((span.end - span.start) / 3 / dayMs) * dayMs;
  return { start: span.start + which * length, end: which === 2 ? span.end : span.start + (which + 1) * length };
}

/** A day narrowed to a part of it or to an hour, when the text says so. */
export function withinDay(day: Resolved, captures: Captures): Resolved {
  const { hour, minute = 0, half } = captures;
  const which = captures['part'];
  if (hour === undefined) {
    if (which === undefined) return day;
    const [from, to] = partHours[which]!;
    return { start: day.start + from * hourMs, end: day.start + to * hourMs, precision: 'hour' };
  }
  let at = hour % 24;
  const isLater = half === 1 || which === part.afternoon || which === part.longAfternoon || which === part.evening;
  if (half === 0 || which === part.dawn || which === part.morning) at = at === 12 ? 0 : at;
  else if (which === part.night) at = at === 12 ? 24 : at < 6 ? at + 24 : at < 12 ? at + 12 : at;
  else if (isLater) at = at < 12 ? at + 12 : at;
  // Nobody says so and it is not the small hours: people meet at five in the afternoon.
  else if (at >= 1 && at <= 7) at += 12;
  if (minute >= 60) return day;
  return { ...hours(day.start + at * hourMs), precision: 'hour' };
}

function weekdaySpans(now: number, weekday: number): WallSpan[] {
  const base = weekOf(now) + weekday * dayMs;
  return [-14, -7, 0, 7, 14].map((shift) => days(base + shift * dayMs));
}

function shift(now: number, count: number, which: number): Resolved | null {
  const today = dayOf(now);
  const whole = Number.isInteger(count);
  const year = yearOf(now);
  switch (which) {
    case unit.minute: return as('hour', hours(Math.floor((now + count * 60_000) / hourMs) * hourMs));
    case unit.hour: return as('hour', hours(Math.floor((now + count * hourMs) / hourMs) * hourMs));
    case unit.day: return as('day', days(today + Math.round(count) * dayMs));
    case unit.week: return whole ? as('week', days(weekOf(today + count * 7 * dayMs), 7)) : as('day', days(today + Math.round(count * 7) * dayMs));
    case unit.month: return whole ? as('month', months(year, monthOf(now) + count)) : as('week', days(weekOf(today + Math.round(count * 30) * dayMs), 7));
    case unit.year: return whole ? as('year', years(year + count)) : as('month', months(year, monthOf(now) + Math.round(count * 12)));
    case unit.decade: return as('decade', years(Math.floor((year + count * 10) / 10) * 10, 10));
    case unit.weekend: return as('day', days(weekOf(today) + (5 + Math.trunc(count) * 7) * dayMs, 2));
    default: return null;
  }
}

const yearIn = (captures: Captures): number | null => {
  const { year, shortYear } = captures;
  // Two digits by the POSIX rule: 69 to 99 belong to the last century.
  if (shortYear !== undefined) return shortYear + (shortYear >= 69 ? 1900 : 2000);
  return year ?? null;
};

function dateOf(captures: Captures, moment: Moment): Resolved | null {
  const { day, month } = captures;
  const year = yearIn(captures) ?? (captures['years'] === undefined ? null : yearOf(moment.now) + captures['years']);
  return as('day', year !== null ? dayInMonth(year, month!, day!) : choose(yearly(moment, (each) => dayInMonth(each, month!, day!)), moment, captures, 'future'));
}

export const meanings = {
  day: ({ offset = 0 }, { now }) => as('day', days(dayOf(now) + offset * dayMs)),
  weekday: (captures, moment) => as('day', choose(weekdaySpans(moment.now, captures['weekday']!), moment, captures, 'future', true)),
  weekdayOfWeek: ({ weekday, offset }, { now }) => as('day', days(weekOf(now) + (offset! * 7 + weekday!) * dayMs)),
  weekend(captures, moment) {
    const saturdays = weekdaySpans(moment.now, 5).map((span) => days(span.start, 2));
    return as('day', choose(saturdays, moment, captures, 'future'));
  },
  month(captures, moment) {
    const month = captures['month']!;
    const year = yearIn(captures) ?? (captures['years'] === undefined ? null : yearOf(moment.now) + captures['years']);
    const span = year !== null ? months(year, month) : choose(yearly(moment, (each) => months(each, month)), moment, captures, 'past');
    return as(captures['third'] === undefined ? 'month' : 'week', span && third(span, captures));
  },
  season(captures, moment) {
    const month = captures['season']!;
    const year = yearIn(captures) ?? (captures['years'] === undefined ? null : yearOf(moment.now) + captures['years']);
    return as('season', year !== null ? months(year, month, 3) : choose(yearly(moment, (each) => months(each, month, 3)), moment, captures, 'past'));
  },
  feast(captures, moment) {
    const feast = feasts[captures['feast']!]!;
    const year = yearIn(captures) ?? (captures['years'] === undefined ? null : yearOf(moment.now) + captures['years']);
    const span = year !== null ? feastOf(feast, year) : choose(yearly(moment, (each) => feastOf(feast, each)), moment, captures, 'future');
    return as(span && span.end - span.start > 2 * dayMs ? 'week' : 'day', span);
  },
  date: dateOf,
  dateRange(captures, moment) {
    const first = dateOf(captures, moment);
    const last = first && dayInMonth(yearOf(first.start), captures['month']!, captures['day2']!);
    return first && last && last.end > first.start ? { start: first.start, end: last.end, precision: 'day' } : null;
  },
  dayOfMonth(captures, moment) {
    const year = yearOf(moment.now);
    const near = [-2, -1, 0, 1, 2].map((step) => months(year, monthOf(moment.now) + step).start);
    return as('day', choose(near.map((start) => dayInMonth(yearOf(start), monthOf(start), captures['day']!)).filter((span) => span !== null), moment, captures, 'future'));
  },
  /** Day before month; the other way round when the calendar has no such month. */
  dayFirst: (captures, moment) => dateOf({ ...captures, day: captures['first']!, month: captures['second']! }, moment)
    ?? (captures['first']! <= 12 ? dateOf({ ...captures, day: captures['second']!, month: captures['first']! }, moment) : null),
  monthFirst: (captures, moment) => (captures['first']! <= 12 ? dateOf({ ...captures, day: captures['second']!, month: captures['first']! }, moment) : null)
    ?? dateOf({ ...captures, day: captures['first']!, month: captures['second']! }, moment),
  year: (captures) => {
    const span = years(yearIn(captures)!);
    return as(captures['third'] === undefined ? 'year' : 'season', third(span, captures));
  },
  decade: ({ decade, century = 1900 }) => as('decade', years((decade! >= 100 ? 0 : century) + decade!, 10)),
  /** This, last or next unit of the calendar. */
  unit(captures, { now }) {
    const resolved = shift(now, captures['offset']!, captures['unit']!);
    if (!resolved || captures['third'] === undefined) return resolved;
    return as(captures['unit'] === unit.year ? 'season' : 'week', third(resolved, captures));
  },
  ago: ({ count = 1, half = 0, unit: which }, { now }) => shift(now, -(count + half), which!),
  ahead: ({ count = 1, half = 0, unit: which }, { now }) => shift(now, count + half, which!),
  /** "A few days ago", "in some weeks": two to five units away, up to a week for days. */
  few({ unit: which, offset = -1 }, { now }) {
    const [near, far] = which === unit.day ? [1, 7] : [2, 5];
    const first = shift(now, offset * (offset < 0 ? far : near), which!);
    const last = shift(now, offset * (offset < 0 ? near : far), which!);
    return first && last && { start: first.start, end: last.end, precision: which === unit.day ? 'week' : last.precision };
  },
  /** From some units ago until now: "the last three weeks". */
  lately({ count = 1, unit: which }, { now }) {
    const from = shift(now, -count, which!);
    if (!from) return null;
    const start = which === unit.week ? dayOf(now) - Math.round(count * 7) * dayMs : which === unit.month || which === unit.year ? sameDay(now, count, which) : from.start;
    return { start, end: which === unit.hour || which === unit.minute ? now + 1 : dayOf(now) + dayMs, precision: from.precision };
  },
  /** The unit that begins now: "the next three weeks". */
  soon({ count = 1, unit: which }, { now }) {
    const until = shift(now, count, which!);
    return until && { start: now, end: until.end, precision: until.precision };
  },
  /** The week, weekend or weekday before or after a date: "the week before 9 June 2023". */
  besideDate(captures, moment) {
    const date = dateOf(captures, moment);
    if (!date) return null;
    const side = captures['offset']!;
    if (captures['weekday'] !== undefined) {
      const distance = ((side * (captures['weekday'] - weekdayOf(date.start)) + 7) % 7) || 7;
      return as('day', days(date.start + side * distance * dayMs));
    }
    return captures['unit'] === undefined ? null : shift(date.start, side, captures['unit']);
  },
  /** A time of day alone: today's, or the nearest in the direction the sentence looks. */
  clock(captures, { now, tense }) {
    const at = (offset: number): Resolved => withinDay({ ...days(dayOf(now) + offset * dayMs), precision: 'day' }, captures);
    const today = at(0);
    if (tense === 'past') return today.start <= now ? today : at(-1);
    return today.end > now ? today : at(1);
  },
} satisfies Record<string, Resolve>;

export type Meaning = keyof typeof meanings;

/** The same day some months or years back; the last of its month where the month is shorter. */
function sameDay(now: number, count: number, which: number): number {
  const date = new Date(dayOf(now));
  const span = months(date.getUTCFullYear(), monthOf(now) - Math.round(which === unit.year ? count * 12 : count));
  return Math.min(span.start + (date.getUTCDate() - 1) * dayMs, span.end - dayMs);
}

/** What gives one day, so that "in the evening" may follow. */
export const dayMeanings: ReadonlySet<Meaning> = new Set<Meaning>(['day', 'weekday', 'weekdayOfWeek', 'date', 'dayOfMonth', 'dayFirst', 'monthFirst', 'feast']);
