// Step 6: the character as it is in this turn.
import type { Session } from '../../../contract/entities.ts';
import type { Language } from '../../../lib/language.ts';
import type { CompiledCharacter } from '../../character/index.ts';
import type { Feeling } from './step-04-feel.ts';
import type { TurnParts } from './turn-parts.ts';

export function compileForTurn(
  parts: Pick<TurnParts, 'characters'>,
  turn: { session: Session; feeling: Feeling; language: Language | null },
): Promise<CompiledCharacter> {
  return parts.characters.compile(turn.session.personality, {
    level: turn.feeling.affinity.level, mood: turn.feeling.mood.mood, language: turn.language,
  });
}
