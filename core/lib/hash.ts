// SHA-256 of text, as hex.
import { createHash } from 'node:crypto';

/** 64 lower-case hexadecimal characters. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
