// What a companion says first: its greetings as the first message of a session and its siblings, so that they can be swiped.
import type { Message, Session } from '../../contract/entities.ts';
import type { Language } from '../../lib/language.ts';
import { expandMacros, greetingsIn, maximumGreetings, nameInPrompt } from '../character/index.ts';
import { nameInSession } from '../memory/index.ts';
import type { SessionParts } from './session-service.ts';

/** None when it has no greeting. Where no language is asked for it is the persona's own. */
export async function greetingMessages(parts: Pick<SessionParts, 'characters' | 'storage' | 'clock' | 'ids'>, session: Session, language: Language | null): Promise<Message[]> {
  const personality = await parts.characters.definition(session.personality);
  const name = await nameInSession(parts.storage, session);
  const spoken = language ?? personality.persona.language;
  const user = name ?? (spoken === 'es' ? 'tú' : 'you');
  return greetingsIn(personality, spoken).slice(0, maximumGreetings).map((text, index) => ({
    id: parts.ids.next(), session_id: session.id, user_id: session.user_id, parent_id: null, depth: 0, speaker: 'assistant',
    content: expandMacros(text, { char: nameInPrompt(personality), user, seed: `${session.id}/greeting/${index}`, now: session.created_at }), status: 'complete', is_active: false,
    client_message_id: null, context: null, model: null, error: null, created_at: session.created_at,
  }));
}
