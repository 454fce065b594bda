// How a snapshot that cannot be used is refused: where in the file, what is wrong. Nothing was changed when this is said.
import { LuminoraError } from '../../contract/errors.ts';
import { printable } from '../../lib/printable.ts';

/** An `invalid_input` that names the file inside the ZIP, and the line where there is one. */
export function refusal(path: string, message: string, line?: number, cause?: unknown): LuminoraError {
  const place = `${quoted(path)}${line === undefined ? '' : ` line ${line}`}`;
  return new LuminoraError('invalid_input', `${place}: ${message} Nothing was changed.`, { details: { file: printable(path.slice(0, 200)), ...(line === undefined ? {} : { line }) }, ...(cause === undefined ? {} : { cause }) });
}

/** A word of the file, safe to repeat in a sentence. */
export function quoted(text: string): string {
  return `"${printable(text.slice(0, 80))}${text.length > 80 ? '…' : ''}"`;
}

/** @throws LuminoraError `cancelled` */
export function assertWanted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new LuminoraError('cancelled', 'The snapshot was stopped on request. Nothing was changed.');
}
