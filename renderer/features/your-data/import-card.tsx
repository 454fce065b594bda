// An import that runs or has ended: how far it is, what came in, what was left out and why, where to go from here.
import { CircleAlert, CircleCheck, CirclePause, Inbox, LoaderCircle, MessageSquare, X } from 'lucide-react';
import { AlertDialog as Alert } from 'radix-ui';
import { useEffect, useState, type ReactNode } from 'react';
import type { Import, Session } from '../../../core/contract/index.ts';
import { en } from '../../i18n/en.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { TextKey, Translate } from '../../i18n/translate.ts';
import { adviceFor } from '../../request-error.ts';
import { useImports, useSessions, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { formatRoute } from '../shell/route.ts';
import { isEnded } from './imports-store.ts';
import { shareOf, workWords } from './progress-words.ts';
import { useDataActions } from './use-data-actions.ts';

const icons: Record<Import['state'], ReactNode> = {
  done: <CircleCheck size={18} className="is-ok" aria-hidden />, failed: <CircleAlert size={18} className="is-error" aria-hidden />, cancelled: <CirclePause size={18} className="soft" aria-hidden />,
  running: <LoaderCircle size={18} className="spin" aria-hidden />, waiting: <LoaderCircle size={18} className="soft" aria-hidden />, uploading: <LoaderCircle size={18} className="soft" aria-hidden />,
};
const firstShown = 5;

export function ImportCard({ one }: { one: Import }): ReactNode {
  const { t, language } = useText();
  const { imports } = useStores();
  const { undoImport, cancelImport } = useDataActions();
  const [isAsking, setAsking] = useState<'undo' | 'stop' | null>(null);
  const { state } = one;
  const title = state === 'done' && one.conversations === 0 ? t('past_none_new') : t(`past_${state}`);
  const hasEnded = isEnded(one);
  return (
    <li className="data-card import-card" data-testid="import" data-state={state}>
      <header>{icons[state]}<div className="import-card-head"><h3>{state === 'running' ? one.file_name : title}</h3>{state !== 'running' && <p className="soft">{one.file_name}</p>}</div>{hasEnded && one.conversations === 0 && <IconButton label={t('past_dismiss', { file: one.file_name })} onClick={() => imports.getState().dismiss(one.id)}><X size={16} /></IconButton>}</header>
      {state === 'running' && <Running one={one} onStop={() => (one.conversations === 0 ? cancelImport(one.id, true) : setAsking('stop'))} />}
      {state !== 'uploading' && state !== 'waiting' && <Counts one={one} />}
      {one.error && <p className="problem" role="alert">{one.error.message} {adviceFor(one.error, language)}</p>}
      <LeftOut one={one} />
      {one.conversations > 0 && hasEnded && <Next one={one} />}
      <div className="data-card-buttons">
        {(state === 'uploading' || state === 'waiting') && <Button tone="quiet" onClick={() => cancelImport(one.id, false)}>{t('past_discard')}</Button>}
        {hasEnded && one.conversations > 0 && <Button tone="quiet" onClick={() => setAsking('undo')}>{t('past_undo')}</Button>}
      </div>
      <Confirm isOpen={isAsking === 'undo'} onClose={() => setAsking(null)} title={t('past_undo_title')} confirmLabel={t('past_undo')} cancelLabel={t('cancel')} onConfirm={() => undoImport(one)}>{t('past_undo_body')}</Confirm>
      <StopDialog one={one} isOpen={isAsking === 'stop' && state === 'running'} onClose={() => setAsking(null)} onStop={(undo) => cancelImport(one.id, undo)} />
    </li>
  );
}

function Running({ one, onStop }: { one: Import; onStop: () => void }): ReactNode {
  const { t, language } = useText();
  const startedAt = useImports((state) => state.started[one.id]);
  const work = { done_bytes: one.done_bytes, total_bytes: one.bytes, started_at: startedAt ?? Date.now() };
  return <><div className="data-work"><Progress label={t('past_running')} share={shareOf(work)} words={workWords(work, Date.now(), t, language)} /><Button tone="quiet" onClick={onStop}>{t('data_stop')}</Button></div><p className="soft data-hint">{t('past_goes_on')}</p></>;
}

function Counts({ one }: { one: Import }): ReactNode {
  const { t, language } = useText();
  const counted = (key: TextKey, count: number): string => t(key, { count: count === 1 ? count : formatNumber(count, language) });
  if (one.state === 'failed' && one.conversations + one.already_there === 0) return null;
  const sources = Object.entries(one.sources).filter(([, count]) => count > 0).map(([source]) => sourceName(source, t));
  const words = [counted('past_conversations', one.conversations), counted('past_messages', one.messages), one.already_there > 0 ? counted('past_there', one.already_there) : ''].filter(Boolean);
  return <p className="import-counts numbers">{words.join(' · ')}{sources.length > 0 && <span className="soft">{t('past_sources', { sources: sources.join(', ') })}</span>}</p>;
}

function sourceName(source: string, t: Translate): string {
  const key = `past_source_${source}`;
  return key in en ? t(key as TextKey) : source;
}

function LeftOut({ one }: { one: Import }): ReactNode {
  const { t } = useText();
  const count = Math.max(one.left_out, one.findings.length);
  if (count === 0) return null;
  return (
    <details className="left-out">
      <summary>{t('past_left_out', { count })}</summary>
      <ul>{one.findings.map(({ place, message }, index) => <li key={index}><code>{place}</code><span>{message}</span></li>)}</ul>
      {one.findings.length < count && <p className="soft">{t('past_left_out_more')}</p>}
    </details>
  );
}

/** Where to go from here: the first conversations, and what waits in the inbox. */
function Next({ one }: { one: Import }): ReactNode {
  const { t } = useText();
  const { shell } = useStores();
  const sessions = useFirstSessions(one);
  return (
    <>
      {sessions.length > 0 && (
        <div className="import-first"><h4>{t('past_first')}</h4>
          <ul>{sessions.map(({ id, title }) => <li key={id}><a href={formatRoute({ view: 'chat', session_id: id })} onClick={(event) => { event.preventDefault(); shell.getState().go({ view: 'chat', session_id: id }); }}><MessageSquare size={15} aria-hidden /><span className="truncate">{title || t('sessions_untitled')}</span></a></li>)}</ul>
        </div>
      )}
      {(one.to_read ?? 0) > 0 && <p className="soft" role="status">{t('past_inbox_later')}</p>}
      {one.proposals > 0 && <p className="import-inbox"><Inbox size={16} aria-hidden /><span>{t('past_inbox', { count: one.proposals })}</span><Button onClick={() => shell.getState().go({ view: 'inbox' })}>{t('past_inbox_open')}</Button></p>}
    </>
  );
}

/** With their titles; those that are not among the chats on the screen are asked for. */
function useFirstSessions({ first_sessions: ids }: Import): readonly Session[] {
  const { imports } = useStores();
  const known = useSessions((state) => state.sessions);
  const [read, setRead] = useState<readonly Session[]>([]);
  const wanted = ids.slice(0, firstShown).join(' ');
  useEffect(() => {
    let isWanted = true;
    void imports.getState().sessionsOf(wanted.split(' ').filter(Boolean)).then((found) => { if (isWanted) setRead(found); });
    return () => { isWanted = false; };
  }, [wanted, imports]);
  return read.map((session) => known.find(({ id }) => id === session.id) ?? session);
}

/** Stopping has two ways: what came in whole stays, or goes as well. */
function StopDialog({ one, isOpen, onClose, onStop }: { one: Import; isOpen: boolean; onClose: () => void; onStop: (undo: boolean) => void }): ReactNode {
  const { t } = useText();
  const { answered, ...focus } = useReturnFocus();
  const stop = (undo: boolean): void => { answered(); onStop(undo); };
  return (
    <Alert.Root open={isOpen} onOpenChange={(open) => { if (!open) onClose(); }}>
      <Alert.Portal>
        <Alert.Overlay className="overlay" />
        <Alert.Content className="dialog dialog-small" {...focus}>
          <Alert.Title className="dialog-title">{t('past_stop_title')}</Alert.Title>
          <Alert.Description className="dialog-text">{t('past_stop_body', { conversations: t('past_conversations', { count: one.conversations }) })}</Alert.Description>
          <div className="dialog-buttons dialog-buttons-many">
            <Alert.Cancel asChild><Button>{t('past_go_on')}</Button></Alert.Cancel>
            <Alert.Action asChild><Button onClick={() => stop(true)}>{t('past_stop_undo')}</Button></Alert.Action>
            <Alert.Action asChild><Button tone="accent" onClick={() => stop(false)}>{t('past_stop_keep')}</Button></Alert.Action>
          </div>
        </Alert.Content>
      </Alert.Portal>
    </Alert.Root>
  );
}
