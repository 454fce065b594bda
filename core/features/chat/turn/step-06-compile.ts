// Step 6: the character as it is in this turn, and the lore that these words wake.
import type { Message, RecalledItem, Session } from '../../../contract/entities.ts';
import type { Language } from '../../../lib/language.ts';
import { compileCharacter } from '../../character/index.ts';
import { nameInSession } from '../../memory/index.ts';
import { inWordsOf } from '../../mood/index.ts';
import type { CompiledCharacter } from '../../character/index.ts';
import type { Feeling } from './step-04-feel.ts';
import type { TurnParts } from './turn-parts.ts';

export type TurnCharacter = { character: CompiledCharacter; /** Entries that stand beside the user's words, as they are to be read. */ lore: RecalledItem[] };

/** @param turn `language` is null when nothing tells: then the character's own. `history`: the turns the prompt will hold. */
export async function compileForTurn(
  parts: Pick<TurnParts, 'storage' | 'lore' | 'settings'>,
  turn: { session: Session; message: Message; history: readonly Message[]; feeling: Feeling; language: Language | null },
): Promise<TurnCharacter> {
  const { session, feeling, message } = turn;
  const { personality } = feeling;
  const language = turn.language ?? (personality.persona.language === 'es' ? 'es' : 'en');
  const userName = await nameInSession(parts.storage, session);
  const { entries } = await parts.lore({ id: session.personality, personality, messages: [...turn.history, message].map(({ content }) => content), turns: Math.floor(message.depth / 2) + 1, seed: session.id, userName, language });
  const constant = entries.filter((entry) => entry.isConstant);
  const character = compileCharacter({
    personality, id: session.personality, level: feeling.affinity.level, mood: { id: feeling.definition.id, intensity: feeling.mood.intensity, definition: inWordsOf(feeling.definition, language) }, overrides: feeling.overrides,
    previous: feeling.previous, language, userName,
    lore: { before: constant.filter(({ position }) => position === 'before_char').map(({ content }) => content), after: constant.filter(({ position }) => position === 'after_char').map(({ content }) => content) },
  });
  return { character, lore: entries.filter((entry) => !entry.isConstant).map((entry, index) => asRecalled(entry, index, message)) };
}

function asRecalled(entry: { book: string; content: string; entry: { name?: string | undefined } }, index: number, message: Message): RecalledItem {
  return {
    kind: 'lore', id: `${entry.book}/${entry.entry.name ?? index}`.slice(0, 64), text: entry.content, speaker: null, session_id: null, message_id: null, created_at: message.created_at, score: 0,
    parts: { words: 0, meaning: 0, context: 0, time: 0, person: 0, recency: 0, importance: 0 }, reason: 'hit', is_in_prompt: false,
  };
}
