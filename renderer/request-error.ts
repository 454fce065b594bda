// Makes one shape out of everything a call can throw, and the sentence a person reads.
import { adviceOf, errorDataSchema, errorFacts, type ErrorData } from '../core/contract/index.ts';
import type { Language } from './i18n/translate.ts';

/** The error's data when the engine sent some; otherwise the connection itself failed. */
export function readError(error: unknown): ErrorData {
  const parsed = errorDataSchema.safeParse((error as { data?: unknown } | null)?.data);
  if (parsed.success) return parsed.data;
  const code = String((error as { code?: unknown } | null)?.code ?? '').toLowerCase();
  const known = errorDataSchema.shape.code.safeParse(code);
  if (known.success) return { code: known.data, message: error instanceof Error ? error.message : '', retryable: errorFacts[known.data].retryable };
  return { code: 'cancelled', message: '', details: { is_connection: true }, retryable: true };
}

/** True when no answer of the engine arrived at all. */
export function isConnectionError(error: ErrorData): boolean {
  return error.details?.['is_connection'] === true;
}

/** What to do about it, in the person's language. */
export function adviceFor(error: ErrorData, language: Language): string {
  return isConnectionError(error) ? '' : adviceOf(error)[language];
}
