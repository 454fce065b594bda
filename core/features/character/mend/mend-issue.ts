// One thing that is wrong with a personality, put right in the least surprising way.
import type * as z from 'zod';
import { ownValue } from '../own-value.ts';
import { defaultsByPath, isObject } from './defaults.ts';

type Issue = z.core.$ZodIssue;
type Say = (path: string, message: string) => void;
type Place = { parent: Record<string, unknown> | unknown[]; key: string; value: unknown };

/** @returns false when nothing sensible can be done: the personality is refused with this issue */
export function mendIssue(draft: Record<string, unknown>, path: readonly string[], issue: Issue, say: Say): boolean {
  const place = find(draft, path);
  if (!place) return false;
  if (issue.code === 'unrecognized_keys') return setAside(draft, place.value, path, issue.keys, say);
  const dotted = path.join('.');
  const mended = mendedValue(place, dotted, issue);
  if (mended !== undefined) {
    put(place, mended.value);
    say(dotted, mended.message);
    return true;
  }
  return fallBack(place, dotted, say);
}

function find(draft: Record<string, unknown>, path: readonly string[]): Place | null {
  if (path.length === 0) return { parent: { '': draft }, key: '', value: draft };
  let parent: unknown = draft;
  for (const key of path.slice(0, -1)) parent = isObject(parent) || Array.isArray(parent) ? (parent as Record<string, unknown>)[key] : undefined;
  const key = path.at(-1)!;
  if (!isObject(parent) && !Array.isArray(parent)) return null;
  return { parent, key, value: (parent as Record<string, unknown>)[key] };
}

function put({ parent, key }: Place, value: unknown): void {
  (parent as Record<string, unknown>)[key] = value;
}

/** Keys that nobody knows stay in the file, under `unknown_keys`, by where they were. */
function setAside(draft: Record<string, unknown>, holder: unknown, path: readonly string[], keys: readonly string[], say: Say): boolean {
  if (!isObject(holder)) return false;
  const aside = isObject(draft['unknown_keys']) ? draft['unknown_keys'] : (draft['unknown_keys'] = {} as Record<string, unknown>);
  for (const key of keys) {
    const dotted = [...path, key].join('.');
    (aside as Record<string, unknown>)[dotted] = holder[key];
    delete holder[key];
    say(dotted, 'This is not part of a personality as we know it; it is kept and does nothing.');
  }
  return true;
}

/** The value nearest to what was written, when there is one. */
function mendedValue({ value }: Place, dotted: string, issue: Issue): { value: unknown; message: string } | undefined {
  if (issue.code === 'too_big') {
    const maximum = Number(issue.maximum);
    if (typeof value === 'string') return { value: value.slice(0, maximum).replace(/[\uD800-\uDBFF]$/, ''), message: `It was longer than ${maximum} characters; its end was cut off.` };
    if (Array.isArray(value)) return { value: value.slice(0, maximum), message: `Only the first ${maximum} were kept.` };
    if (typeof value === 'number') return { value: maximum, message: `${value} is more than ${maximum}, which was taken.` };
  }
  if (issue.code === 'too_small' && typeof value === 'number') return { value: Number(issue.minimum), message: `${value} is less than ${Number(issue.minimum)}, which was taken.` };
  if (issue.code === 'invalid_format' && typeof value === 'string') return dotted === 'persona.version' ? asVersion(value) : asName(value);
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const written = value.trim().toLowerCase().replaceAll(/[\s-]+/g, '_');
    // "es-MX" is Spanish.
    const wanted = dotted === 'persona.language' ? written.split('_')[0] : written;
    const near = issue.values.find((known) => typeof known === 'string' && known === wanted);
    return near === undefined ? undefined : { value: near, message: `"${value}" was read as "${String(near)}".` };
  }
  if (issue.code === 'invalid_type') return retyped(value, issue.expected);
  return undefined;
}

/** "v1.1" */
function asVersion(value: string): { value: unknown; message: string } | undefined {
  const version = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(value.trim());
  return version ? { value: `${version[1]}.${version[2] ?? 0}.${version[3] ?? 0}`, message: `The version "${value.slice(0, 40)}" was read as three numbers.` } : undefined;
}

/** "Close friend" */
function asName(value: string): { value: unknown; message: string } | undefined {
  const slug = value.normalize('NFD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 40);
  return slug === '' || slug === value ? undefined : { value: slug, message: `"${value.slice(0, 60)}" was written as "${slug}".` };
}

function retyped(value: unknown, expected: string): { value: unknown; message: string } | undefined {
  if (expected === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return { value: Number(value), message: 'A number was written as text.' };
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return { value: String(value), message: 'It was not written as text.' };
  if (expected === 'array' && typeof value === 'string' && value.trim() !== '') return { value: [value], message: 'A list of one was written as text.' };
  if (expected === 'boolean' && (value === 'true' || value === 'false')) return { value: value === 'true', message: 'A yes or no was written as text.' };
  return undefined;
}

/** What stands there by default, else nothing at all; false for what must be and has no default. */
function fallBack(place: Place, dotted: string, say: Say): boolean {
  const fallback = ownValue(defaultsByPath, dotted);
  const was = place.value === undefined ? 'It was missing' : 'It could not be used';
  if (fallback !== undefined && JSON.stringify(fallback) !== JSON.stringify(place.value)) {
    put(place, structuredClone(fallback));
    say(dotted, `${was}; ${JSON.stringify(fallback)} was taken.`);
    return true;
  }
  // Missing, and without a default: whatever holds it cannot be used. The persona and its name must be there.
  if (place.value === undefined || dotted === 'persona' || dotted === 'persona.name' || dotted === '') return false;
  if (Array.isArray(place.parent)) place.parent.splice(Number(place.key), 1);
  else delete place.parent[place.key];
  say(dotted, 'It could not be used and was left out.');
  return true;
}
