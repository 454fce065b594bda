// The names a question may call the two speakers by.
import type { StorageProvider } from '../../../providers/storage/storage.ts';
import { knownFacts } from '../known-facts.ts';
import type { SpeakerNames } from './people.ts';

/** The user's by what is known of them, the companion's by its definition; without a companion, the one last talked to. */
export async function speakerNames(storage: StorageProvider, about: { user_id: string; personality?: string | undefined }): Promise<SpeakerNames> {
  const [facts, latest] = await Promise.all([
    knownFacts(storage, { user_id: about.user_id, category: 'personal_info', key: 'name', limit: 1 }),
    about.personality === undefined ? storage.sessions.list({ user_id: about.user_id, limit: 1 }) : [],
  ]);
  const personality = about.personality ?? latest[0]?.personality;
  const companion = personality === undefined ? null : await storage.personalities.get(personality);
  return { user: typeof facts[0]?.value === 'string' ? facts[0].value : null, assistant: companion?.name ?? null };
}
