// What a temporal expression in a text comes to.
import type { Language } from '../../lib/language.ts';

export type Precision = 'hour' | 'day' | 'week' | 'month' | 'season' | 'year' | 'decade';

export type TimeSpan = {
  /** Milliseconds since the Unix epoch. */
  start: number;
  /** Milliseconds since the Unix epoch, exclusive. */
  end: number;
  /** The expression as written. */
  text: string;
  /** Where it begins in the text, in UTF-16 units. */
  index: number;
  precision: Precision;
  /** True for "every Tuesday", "los martes": the span is then the nearest one. */
  is_recurring?: boolean;
};

export type FindTimesOptions = {
  /** When the text was written, milliseconds since the Unix epoch. */
  now: number;
  /** Language of the text; null or left out looks for both. */
  language?: Language | null;
  /** IANA name of the zone in which days are counted; UTC when left out. */
  timeZone?: string;
  /** Where "in May" lies when the text's own verbs do not tell. Left out: questions look back, statements about days look ahead, those about months and seasons look back. */
  tense?: Tense;
};

export type Tense = 'past' | 'future';
