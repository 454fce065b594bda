// Errors as HTTP sees them: one JSON shape, the status of the error's code, nothing of the inside.
import { ORPCError } from '@orpc/server';
import { errorCodeSchema, errorDataSchema, errorFacts, inputErrorData, isLuminoraError, toErrorData, type ErrorCode, type ErrorData } from '../core/contract/index.ts';
import type { Refusal } from './host-guard.ts';

const refusalCodes: Record<Refusal['status'], ErrorCode> = { 400: 'invalid_input', 401: 'unauthorized', 403: 'forbidden', 429: 'rate_limited' };

export function errorBody(code: ErrorCode, message: string, details: Record<string, unknown> = {}): { error: { code: ErrorCode; message: string; details: Record<string, unknown> } } {
  return { error: { code, message, details } };
}

export function refusalBody(refusal: Refusal): string {
  return JSON.stringify(errorBody(refusalCodes[refusal.status], refusal.reason));
}

/** An error answer; `status` only where HTTP has a finer one than the code (404 against 405, 413, 415). */
export function errorResponse(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(errorBody(code, message, options.details)), {
    status: options.status ?? errorFacts[code].status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...options.headers },
  });
}

/** What a procedure threw, as our own error data: zod's failures become `invalid_input` with the issues, the unknown becomes `internal`. */
export function procedureErrorData(error: unknown): ErrorData {
  if (isLuminoraError(error)) return toErrorData(error);
  if (!(error instanceof ORPCError)) return toErrorData(error);
  const own = errorDataSchema.safeParse(error.data);
  if (own.success) return own.data;
  const code = errorCodeSchema.safeParse(error.code.toLowerCase());
  if (code.success) return { code: code.data, message: error.message, details: plainRecord(error.data), retryable: errorFacts[code.data].retryable };
  if (error.status >= 400 && error.status < 500) return inputErrorData(error);
  return toErrorData(error);
}

/** The same error for oRPC to send: right status, our data. */
export function toProcedureError(error: unknown): ORPCError<string, ErrorData> {
  const data = procedureErrorData(error);
  return new ORPCError(data.code, { status: errorFacts[data.code].status, message: data.message, data, cause: error });
}

function plainRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
