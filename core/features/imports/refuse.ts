// How a file that cannot be read is refused, and how words of it are repeated.
import { LuminoraError } from '../../contract/errors.ts';
import { printable } from '../../lib/printable.ts';

/** An `invalid_input` that names the place in the file. */
export function refusal(place: string, message: string, cause?: unknown): LuminoraError {
  return new LuminoraError('invalid_input', `${place}: ${message}`, { details: { field: place }, ...(cause === undefined ? {} : { cause }) });
}

/** A word of the file, safe to repeat in a sentence. */
export function quoted(text: string): string {
  return `"${printable(text.slice(0, 80).toWellFormed())}${text.length > 80 ? '…' : ''}"`;
}
