// What a person can do to a mood and a relationship; what can be undone is undone from its toast, and failures are told in one.
import { useMemo } from 'react';
import type { AffinityEvent, Modifier, Mood, PersonalitySummary } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { entryReason, moodWord, uncapital } from './feeling-words.ts';

export type RelationshipActions = {
  setMood: (mood: string, intensity: number) => Promise<boolean>;
  setPoints: (points: number, reason: string) => Promise<boolean>;
  revert: (event: AffinityEvent) => Promise<boolean>;
  /** What the user wishes otherwise of the companion; null when it could not be read. */
  wishes: () => Promise<Modifier | null>;
  setWishes: (wishes: Modifier, before: Modifier) => Promise<boolean>;
  /** To the last chat with the companion, or to a new one. */
  chat: () => void;
};

export function useRelationshipActions(companion: PersonalitySummary): RelationshipActions {
  const { relationship, sessions, shell } = useStores();
  const { t, language } = useText();
  const { id, name } = companion;
  return useMemo(() => {
    const { toast, go, update } = shell.getState();
    const state = () => relationship.getState();
    const told = createAttempt(toast, t, language, 'relationship_failed');
    const attempt = async (work: () => Promise<void>): Promise<boolean> => (await told(async () => { await work(); return true; })) === true;
    const undo = (work: () => Promise<void>) => ({ action: { label: t('undo'), run: () => void attempt(work) } });
    /** The entry that was just added. */
    const newest = (): AffinityEvent | undefined => state().feelings[id]?.events[0];
    return {
      async setMood(mood, intensity) {
        const view = state().feelings[id]?.mood ?? null;
        const before: Pick<Mood, 'mood' | 'intensity'> | null = view && (view.current ?? { mood: view.resting_mood, intensity: 0.2 });
        const isDone = await attempt(() => state().setMood(id, mood, intensity));
        if (isDone) toast(t('mood_changed', { name, mood: uncapital(moodWord(mood, view?.moods ?? [], language, t)) }), before ? undo(() => state().setMood(id, before.mood, before.intensity)) : {});
        return isDone;
      },
      async setPoints(points, reason) {
        const isDone = await attempt(() => state().setPoints(id, points, reason));
        const made = isDone ? newest() : undefined;
        if (isDone) toast(t('points_were_set', { points: formatNumber(points, language) }), made?.kind === 'manual' ? undo(() => state().revert(id, made.id)) : {});
        return isDone;
      },
      async revert(event) {
        const reason = entryReason(event, state().feelings[id]?.affinity ?? null, t);
        const isDone = await attempt(() => state().revert(id, event.id));
        const made = state().feelings[id]?.events.find(({ reverts }) => reverts === event.id);
        if (isDone && event.kind === 'revert') toast(reason);
        else if (isDone) toast(t('ledger_reverted_toast', { reason }), made && made.delta !== 0 ? { action: { label: t('ledger_put_back'), run: () => void attempt(() => state().revert(id, made.id)) } } : {});
        return isDone;
      },
      async wishes() {
        const found: { wishes: Modifier | null } = { wishes: null };
        await attempt(async () => { found.wishes = await state().wishes(id); });
        return found.wishes;
      },
      async setWishes(wishes, before) {
        const isDone = await attempt(() => state().setWishes(id, wishes));
        if (isDone) toast(t('wishes_saved', { name }), undo(() => state().setWishes(id, before)));
        return isDone;
      },
      chat() {
        const last = sessions.getState().sessions.find((session) => session.personality === id);
        if (!last) update({ chosen_companion: id });
        go({ view: 'chat', session_id: last?.id ?? null });
      },
    };
  }, [relationship, sessions, shell, t, language, id, name]);
}
