// What the loose columns of version 1.0 hold, as values of ours.
import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';
import type { Fact, Sentiment } from '../../../../contract/entities.ts';

/** Milliseconds since 1970 of a TIMESTAMP column: ISO text, "2025-01-31 10:00:00" (UTC), seconds or milliseconds; `otherwise` for what is none. */
export function timeOf(value: unknown, otherwise: number): number {
  const number = typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : null;
  // Seconds of today have ten digits, milliseconds thirteen.
  const time = number === null ? Date.parse(withZone(String(value ?? ''))) : Math.abs(number) < 1e11 ? number * 1000 : number;
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? Math.round(time) : otherwise;
}

function withZone(text: string): string {
  const iso = text.trim().replace(' ', 'T');
  return /T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(iso) ? `${iso}Z` : iso;
}

/** Text of a column; '' for none. */
export const textOf = (value: unknown): string => (value === null || value === undefined ? '' : Buffer.isBuffer(value) ? value.toString('utf8') : String(value));

/** A fact's value: JSON where it is that, else the text itself. What JSON can say and a fact cannot (an object) stays JSON text. */
export function factValueOf(value: unknown): Fact['value'] {
  const text = textOf(value);
  const read = parsed(text);
  if (typeof read === 'string' || typeof read === 'boolean' || (typeof read === 'number' && Number.isFinite(read))) return read;
  if (Array.isArray(read) && read.every((item) => typeof item === 'string')) return read;
  return text;
}

/** Tags written as a JSON list, or with commas between them. */
export function tagsOf(value: unknown): string[] {
  const text = textOf(value);
  const read = parsed(text);
  const tags = Array.isArray(read) ? read.map(String) : text.split(',');
  return [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}

/** One of our five steps; a number from -1 to 1 is cut into them. */
export function sentimentOf(value: unknown): Sentiment {
  const text = textOf(value).toLowerCase().trim().replaceAll(/[\s-]+/g, '_');
  if (text === 'very_negative' || text === 'negative' || text === 'positive' || text === 'very_positive') return text;
  const number = text === '' ? 0 : Number(text);
  if (!Number.isFinite(number)) return 'neutral';
  return number <= -0.6 ? 'very_negative' : number <= -0.2 ? 'negative' : number >= 0.6 ? 'very_positive' : number >= 0.2 ? 'positive' : 'neutral';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID of this time whose other half is a hash of what it stands for: the same row makes the same id. @param time not negative */
export function idOf(time: number, ...parts: readonly string[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest();
  return encodeTime(Math.max(0, time), 10) + Array.from(bytes.subarray(0, 16), (byte) => crockford[byte & 31]).join('');
}
