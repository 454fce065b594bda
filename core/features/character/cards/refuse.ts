// How a file that cannot be used is refused, and how what was mended is told.
import type { Finding } from '../../../contract/characters.ts';
import { LuminoraError } from '../../../contract/errors.ts';
import { printable } from '../../../lib/printable.ts';
import { limits } from './limits.ts';

/** An `invalid_input` that names the field or the place in the file. */
export function refusal(path: string, message: string, cause?: unknown): LuminoraError {
  return new LuminoraError('invalid_input', `${path}: ${message}`, { details: { field: path }, ...(cause === undefined ? {} : { cause }) });
}

/** A word of the file, safe to repeat in a sentence. */
export function quoted(text: string): string {
  return `"${printable(text.slice(0, 80))}${text.length > 80 ? '…' : ''}"`;
}

export type Findings = { readonly list: Finding[]; warn(path: string, message: string): void };

export function createFindings(): Findings {
  const list: Finding[] = [];
  return { list, warn: (path, message) => { if (list.length < limits.findings) list.push({ severity: 'warning', path: printable(path.slice(0, 300)), message }); } };
}
