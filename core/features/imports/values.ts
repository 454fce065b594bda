// Values of JSON from outside, looked at without trust.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty when it is no object. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** Empty when it is no list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Null unless it is a string with more than white space; ids and names, so it is cut. */
export function wordOf(value: unknown): string | null {
  const word = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof word === 'string' && word.trim() !== '' ? word.slice(0, 200).toWellFormed().replaceAll('\u0000', '').trim() : null;
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
