// Step 9: what of the reply may stay. The rules are in core/safety; this is their place in the turn.
import { guardOutput } from '../../../safety/guard-output.ts';

/** `isChanged` tells the screen to replace what it has shown. */
export function guardReply(text: string): { text: string; findings: string[]; isChanged: boolean } {
  const guarded = guardOutput(text);
  return { ...guarded, isChanged: guarded.text !== text };
}
