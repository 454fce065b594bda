// The companion of the chat on screen (or of the chat about to begin).
import { useMemo } from 'react';
import type { PersonalitySummary } from '../../../core/contract/index.ts';
import { useSessions, useShell } from '../../stores-context.tsx';

const unknown: PersonalitySummary = { id: '', name: 'Luminora', description: '', language: 'en', accent_hue: null, descriptions: {}, tags: [], is_shipped: false, is_changed: false, assets: [], greetings: {}, updated_at: 0 };

export function useSessionId(): string | null {
  return useShell(({ route }) => (route.view === 'chat' ? route.session_id : null));
}

/** @param chosen the companion picked for a chat that has not begun */
export function useCompanion(chosen: string | null = null): PersonalitySummary {
  const sessionId = useSessionId();
  const personalities = useSessions((state) => state.personalities);
  const ofSession = useSessions(({ sessions }) => sessions.find((session) => session.id === sessionId)?.personality);
  const usual = useSessions((state) => state.default_personality);
  return useMemo(() => {
    const wanted = chosen ?? ofSession;
    if (!wanted) return personalities.find((entry) => entry.id === usual) ?? personalities[0] ?? unknown;
    return personalities.find((entry) => entry.id === wanted) ?? { ...unknown, id: wanted, name: wanted.charAt(0).toUpperCase() + wanted.slice(1) };
  }, [chosen, ofSession, usual, personalities]);
}
