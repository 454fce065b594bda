// What a search is narrowed to.
import type { SearchFilters } from '../../../contract/memory.ts';
import type { MessageWords, StorageProvider } from '../../../providers/storage/storage.ts';

/** True when only some of a user's messages can be meant, so that more of them have to be looked at. */
export function isNarrow(filters: SearchFilters): boolean {
  return Object.entries(filters).some(([name, value]) => value !== undefined && name !== 'kinds' && name !== 'session_id');
}

/** Whether messages are asked for at all, and which of these. Times are both included. */
export function lets(message: MessageWords, filters: SearchFilters, companions: ReadonlyMap<string, string>): boolean {
  return (filters.session_id === undefined || message.session_id === filters.session_id)
    && (filters.speaker === undefined || message.speaker === filters.speaker)
    && (filters.from === undefined || message.created_at >= filters.from)
    && (filters.to === undefined || message.created_at <= filters.to)
    && (filters.personality === undefined || companions.get(message.session_id) === filters.personality);
}

/** The companion of each session, where the filters ask for one. */
export async function companionsOf(storage: Pick<StorageProvider, 'sessions'>, messages: readonly MessageWords[], filters: SearchFilters): Promise<Map<string, string>> {
  if (filters.personality === undefined) return new Map();
  const sessions = await Promise.all([...new Set(messages.map(({ session_id }) => session_id))].map((id) => storage.sessions.get(id)));
  return new Map(sessions.flatMap((session) => (session ? [[session.id, session.personality] as const] : [])));
}

/** What the storage itself can narrow to. */
export function storageFilters({ session_id, speaker, from, to }: SearchFilters): { session_id?: string; speaker?: 'user' | 'assistant'; from?: number; to?: number } {
  return { ...(session_id === undefined ? {} : { session_id }), ...(speaker === undefined ? {} : { speaker }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
