// Step 2: what analysis sees of the message. The rules are in core/safety; this is their place in the turn.
import { guardInput } from '../../../safety/guard-input.ts';
import type { GuardedInput } from '../../../safety/guard-input.ts';
import type { TurnParts } from './turn-parts.ts';

/** Also run before step 1, so that a message that will be refused is not stored. */
export function guardMessage(parts: Pick<TurnParts, 'settings'>, text: string): GuardedInput {
  return guardInput(text, parts.settings().maximumMessageCharacters);
}
