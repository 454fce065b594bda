// An unexpected error becomes a number for the person and an entry in the log for whoever looks it up.
import { isLuminoraError, LuminoraError } from '../contract/errors.ts';
import type { IdSource } from '../lib/ids.ts';
import type { Log } from '../lib/log.ts';

/** Our own errors pass unchanged. Any other is logged under an incident number and comes back as `internal`, without its text. */
export function toReportableError(error: unknown, deps: { log: Log; ids: IdSource }, event = 'unexpected-error'): LuminoraError {
  if (isLuminoraError(error)) return error;
  const incident = deps.ids.next();
  deps.log.error(event, { incident_id: incident, error: error instanceof Error ? error : { kind: typeof error } });
  return new LuminoraError('internal', `Something unexpected happened. The log has the details under incident ${incident}. Try again.`, { details: { incident_id: incident }, cause: error });
}
