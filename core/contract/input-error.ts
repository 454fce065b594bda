// What the contract's schemas refuse, as our own error data: the same sentence for every host.
import { errorFacts, type ErrorData } from './errors.ts';

/** Places named in the sentence; `details.issues` has all of them. */
const mostNamed = 3;

/** @param refusal what a call with invalid input threw: its text, and `data.issues` as the schema told them */
export function inputErrorData({ message, data }: { message: string; data: unknown }): ErrorData {
  const details = typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...(data as Record<string, unknown>) } : {};
  return { code: 'invalid_input', message: sentence(details['issues']) ?? message, details, retryable: errorFacts.invalid_input.retryable };
}

function sentence(issues: unknown): string | null {
  if (!Array.isArray(issues) || issues.length === 0) return null;
  const places = issues.slice(0, mostNamed).map((issue: { path?: unknown[]; message?: unknown }) => {
    const path = (issue.path ?? []).map((part) => (typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part))).join('.');
    return `${path === '' ? 'the input' : path}: ${String(issue.message)}`;
  });
  return `What was sent is not valid. ${places.join('; ')}.`;
}
