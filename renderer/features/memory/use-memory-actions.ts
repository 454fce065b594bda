// What a person can do to what is remembered; every deletion and correction can be undone from its toast, and failures are told in one.
import { useMemo } from 'react';
import type { Episode, Fact } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import type { EpisodeChange } from './episodes-store.ts';
import { factLine } from './fact-text.ts';
import type { FactChange, NewFact } from './facts-store.ts';

export type MemoryActions = {
  /** The fact that holds now; null when it failed, which was told. */
  changeFact: (fact: Fact, change: FactChange) => Promise<Fact | null>;
  addFact: (fact: NewFact) => Promise<Fact | null>;
  /** @param restorePrevious what it had superseded holds again */
  removeFact: (fact: Fact, restorePrevious?: boolean) => Promise<boolean>;
  changeEpisode: (episode: Episode, change: EpisodeChange) => Promise<boolean>;
  removeEpisode: (episode: Episode) => Promise<boolean>;
  /** To where it was said. */
  jump: (messageId: string, sessionId?: string | null) => Promise<void>;
};

export function useMemoryActions(): MemoryActions {
  const { facts, episodes, chat, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const toast = shell.getState().toast;
    const attempt = createAttempt(toast, t, language, 'memory_failed');
    /** The lines under the messages tell the same. */
    const told = async (): Promise<void> => { if (chat.getState().session_id) await chat.getState().loadLearnt(); };
    const undo = (work: () => Promise<unknown>) => ({ action: { label: t('undo'), run: () => void attempt(work).then(told) } });
    return {
      async changeFact(fact, change) {
        const next = await attempt(() => facts.getState().change(fact.id, change));
        if (next && next.id !== fact.id) toast(t('fact_changed', { fact: factLine(next, language) }), undo(() => facts.getState().remove(next.id, true)));
        if (next) await told();
        return next;
      },
      async addFact(wanted) {
        const fact = await attempt(() => facts.getState().add(wanted));
        if (fact) toast(t('fact_added', { fact: factLine(fact, language) }), undo(() => facts.getState().remove(fact.id, true)));
        return fact;
      },
      async removeFact(fact, restorePrevious = false) {
        const deleted = await attempt(() => facts.getState().remove(fact.id, restorePrevious));
        if (deleted) toast(t('fact_forgotten', { fact: factLine(deleted, language) }), undo(() => facts.getState().restore(deleted)));
        if (deleted) await told();
        return deleted !== null;
      },
      async changeEpisode(episode, change) {
        const isDone = await attempt(() => episodes.getState().change(episode.id, change).then(() => true));
        if (isDone && (change.title !== undefined || change.summary !== undefined)) toast(t('episode_saved'), undo(() => episodes.getState().change(episode.id, { title: episode.title, summary: episode.summary })));
        return isDone === true;
      },
      async removeEpisode(episode) {
        const deleted = await attempt(() => episodes.getState().remove(episode.id));
        if (deleted) toast(t('episode_deleted', { title: deleted.title }), undo(() => episodes.getState().restore(deleted)));
        return deleted !== null;
      },
      async jump(messageId, sessionId = null) {
        const session = sessionId ?? await facts.getState().sessionOf(messageId);
        if (session) shell.getState().jumpTo(session, messageId); else toast(t('chat_message_gone'));
      },
    };
  }, [facts, episodes, chat, shell, t, language]);
}
