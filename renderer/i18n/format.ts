// Numbers, sizes, durations and dates in the words of a language.
import type { Language, Translate } from './translate.ts';

/** The reader's own kind of the language where the browser names one ("en-GB"), so that clocks and dates look as usual. */
function localeOf(language: Language): string {
  return globalThis.navigator?.languages?.find((locale) => locale.split('-')[0] === language) ?? language;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** "0 B", "1.4 MB": decimal units, as the systems' file managers show. */
export function formatBytes(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1 }).format(value)} ${units[power]}`;
}

/** "850 ms", "1.2 s". */
export function formatMs(ms: number, language: Language): string {
  if (ms >= 1000) return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(ms / 1000)} s`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: ms < 10 ? 1 : 0 }).format(ms)} ms`;
}

/** "40 s", "3 min", "1 h 5 min": what is left of a long piece of work. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

export function formatTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { hour: 'numeric', minute: '2-digit' }).format(at);
}

export function formatDate(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

export function formatDateTime(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** "just now", "3 minutes ago", "yesterday", "2 months ago". */
export function formatAgo(at: number, now: number, language: Language): string {
  const minutes = Math.max(0, Math.round((now - at) / 60_000));
  const [count, unit]: [number, Intl.RelativeTimeFormatUnit] = minutes < 1 ? [0, 'second'] : minutes < 60 ? [minutes, 'minute'] : minutes < 1440 ? [Math.round(minutes / 60), 'hour']
    : minutes < 43_200 ? [Math.round(minutes / 1440), 'day'] : minutes < 525_600 ? [Math.round(minutes / 43_200), 'month'] : [Math.round(minutes / 525_600), 'year'];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-count, unit);
}

/** Whole calendar days between two moments in local time. */
export function daysBetween(earlier: number, later: number): number {
  const day = (at: number): number => { const date = new Date(at); return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000; };
  return day(later) - day(earlier);
}

/** "Today", "Yesterday", "Monday", "3 March", "3 March 2024". */
export function formatDay(at: number, now: number, language: Language, translate: Translate): string {
  const days = daysBetween(at, now);
  if (days === 0) return translate('time_today');
  if (days === 1) return translate('time_yesterday');
  const options: Intl.DateTimeFormatOptions = days > 1 && days < 7 ? { weekday: 'long' }
    : { day: 'numeric', month: 'long', ...(new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }) };
  const text = new Intl.DateTimeFormat(localeOf(language), options).format(at);
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
