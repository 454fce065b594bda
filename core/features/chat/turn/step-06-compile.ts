// Step 6: the character as it is in this turn.
import type { Message, Session } from '../../../contract/entities.ts';
import { detectLanguage } from '../../../lib/language.ts';
import type { CompiledCharacter } from '../../character/index.ts';
import type { Feeling } from './step-04-feel.ts';
import type { TurnParts } from './turn-parts.ts';

/** The language comes from the first words still in the prompt, so that it holds as long as the prefix does. */
export function compileForTurn(
  parts: Pick<TurnParts, 'characters' | 'settings'>,
  turn: { session: Session; message: Message; history: readonly Message[]; feeling: Feeling },
): Promise<CompiledCharacter> {
  const first = turn.history.find((message) => message.speaker === 'user') ?? turn.message;
  return parts.characters.compile(turn.session.personality, {
    level: turn.feeling.affinity.level, mood: turn.feeling.mood.mood, 
    language: parts.settings().language ?? detectLanguage(first.content) ?? detectLanguage(turn.message.content),
  });
}
