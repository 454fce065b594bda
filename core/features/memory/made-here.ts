// What may be put back: only what was here before.
import { LuminoraError } from '../../contract/errors.ts';
import type { IdSource } from '../../lib/ids.ts';

/**
 * Every id made here is smaller than the next. A greater one was invented, and would be the one that new ids must exceed after the next start.
 * @throws LuminoraError `invalid_input`
 */
export function assertMadeHere(ids: IdSource, id: string): void {
  if (id >= ids.next()) throw new LuminoraError('invalid_input', `Nothing with the id "${id}" was ever here, so that it cannot be put back.`, { details: { field: 'id', id } });
}
