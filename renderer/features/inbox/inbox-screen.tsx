// The inbox: what waits for the user's word, by why it waits and where it was said. j/k or the arrows walk it, a keeps, r turns down.
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useInbox, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { useCompanion } from '../chat/use-companion.ts';
import { InboxRow, type InboxRowProps } from './inbox-row.tsx';
import { groupProposals, type InboxGroup } from './inbox-store.ts';
import { useInboxActions, type InboxActions } from './use-inbox-actions.ts';
import { useInboxKeys } from './use-inbox-keys.ts';
import '../memory/memory.css';
import './inbox.css';

export function InboxScreen(): ReactNode {
  const { t } = useText();
  const { inbox, shell } = useStores();
  const companion = useCompanion();
  const { proposals, is_loaded: isLoaded, error } = useInbox((state) => state);
  useEffect(() => { void inbox.getState().load(); }, [inbox]);
  return (
    <main className="page inbox-page">
      <header className="page-head"><h1 tabIndex={-1} data-focus-home>{t('inbox_title')}</h1><p>{t('inbox_intro', { name: companion.name })}</p></header>
      {error && proposals.length === 0 ? <p className="problem" role="alert">{t('inbox_load_failed')} {error.message} <Button onClick={() => void inbox.getState().load()}>{t('retry')}</Button></p>
        : !isLoaded ? <p className="soft" role="status">{t('loading')}</p>
          : proposals.length === 0 ? <div className="page-empty"><p>{t('inbox_empty')}</p><Button tone="accent" onClick={() => shell.getState().go({ view: 'data', tab: 'imports' })}>{t('inbox_empty_button')}</Button></div>
            : <InboxList />}
    </main>
  );
}

function InboxList(): ReactNode {
  const { t } = useText();
  const { inbox } = useStores();
  const { proposals, chosen, pending, is_loading: isLoading } = useInbox((state) => state);
  const actions = useInboxActions();
  const groups = useMemo(() => groupProposals(proposals), [proposals]);
  const order = useMemo(() => groups.flatMap((group) => group.proposals.map(({ id }) => id)), [groups]);
  const list = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [correctingId, setCorrectingId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  const orderRef = useRef(order);
  useEffect(() => { orderRef.current = order; }, [order]);
  const current = activeId !== null && order.includes(activeId) ? activeId : order[0] ?? null;
  const focus = useCallback((id: string | null): void => { list.current?.querySelector<HTMLElement>(id === null ? '.none' : `[data-proposal-value="${CSS.escape(id)}"]`)?.focus(); }, []);
  useEffect(() => {
    if (focusId === null) return;
    const timer = setTimeout(() => { focus(focusId); setFocusId(null); }, 0);
    return () => clearTimeout(timer);
  }, [focusId, focus, order]);
  /** Decides, and goes on to the one after it; where none is left, to the head of the page. */
  const decide = useCallback((id: string, work: () => Promise<boolean>): void => {
    const place = orderRef.current.indexOf(id);
    const next = orderRef.current[place + 1] ?? orderRef.current[place - 1] ?? null;
    void work().then((isDone) => {
      if (isDone) setCorrectingId(null);
      if (isDone && next === null) keepFocus();
      setFocusId(isDone ? next : id);
    });
  }, []);
  const onApprove = useCallback<InboxRowProps['onApprove']>((id, correction) => decide(id, () => actions.approve([id], correction)), [actions, decide]);
  const onReject = useCallback<InboxRowProps['onReject']>((id) => decide(id, () => actions.reject([id])), [actions, decide]);
  const onChoose = useCallback<InboxRowProps['onChoose']>((id, isChosen) => inbox.getState().choose([id], isChosen), [inbox]);
  const onCorrect = useCallback<InboxRowProps['onCorrect']>((id) => setCorrectingId((before) => { if (id === null) setFocusId(before); return id; }), []);
  useInboxKeys({ list, order: orderRef, focus, onApprove, onReject, onToggle: (id) => onChoose(id, !chosen.includes(id)) });
  return (
    <>
      <div className="inbox-bar">
        <label className="inbox-all"><input type="checkbox" checked={chosen.length > 0 && chosen.length === order.length} ref={(box) => { if (box) box.indeterminate = chosen.length > 0 && chosen.length < order.length; }} onChange={(event) => inbox.getState().choose(order, event.target.checked)} /><span>{chosen.length > 0 ? t('inbox_chosen', { count: chosen.length }) : t('inbox_choose_all')}</span></label>
        {chosen.length > 0 ? <span className="inbox-bar-ways"><Button onClick={() => void actions.reject(chosen).then(keepFocus)}>{t('inbox_reject_chosen')}</Button><Button tone="accent" onClick={() => void actions.approve(chosen).then(keepFocus)}>{t('inbox_approve_chosen')}</Button></span> : <KeyHints />}
      </div>
      <div className="inbox-groups" ref={list} role="group" aria-label={t('inbox_groups')}>
        {groups.map((group) => (
          <Group key={group.id} group={group} actions={actions}>
            {group.proposals.map((proposal) => <InboxRow key={proposal.id} proposal={proposal} isActive={proposal.id === current} isChosen={chosen.includes(proposal.id)} isCorrecting={proposal.id === correctingId} onChoose={onChoose} onApprove={onApprove} onReject={onReject} onCorrect={onCorrect} onActive={setActiveId} />)}
          </Group>
        ))}
      </div>
      {pending > proposals.length && <p className="inbox-more"><Button tone="quiet" disabled={isLoading} onClick={() => void inbox.getState().loadMore()}>{t('inbox_more')}</Button></p>}
    </>
  );
}

function Group({ group, actions, children }: { group: InboxGroup; actions: InboxActions; children: ReactNode }): ReactNode {
  const { t } = useText();
  const title = useInbox((state) => state.titles[group.session_id]) || t('sessions_untitled');
  const reason = t(`inbox_reason_${group.reason}`);
  const ids = group.proposals.map(({ id }) => id);
  const isMany = ids.length > 1;
  return (
    <section className="inbox-group" aria-labelledby={`group-${group.id}`}>
      <header className="inbox-group-head">
        <h2 id={`group-${group.id}`}><span className="inbox-reason">{reason}</span><span className="inbox-title">{title}</span></h2>
        {isMany && <span className="inbox-group-ways"><Button tone="quiet" aria-label={`${t('inbox_reject_all')}: ${title}`} onClick={() => void actions.reject(ids).then(keepFocus)}>{t('inbox_reject_all')}</Button><Button aria-label={`${t('inbox_approve_all', { count: ids.length })}: ${title}`} onClick={() => void actions.approve(ids).then(keepFocus)}>{t('inbox_approve_all', { count: ids.length })}</Button></span>}
      </header>
      <ul>{children}</ul>
    </section>
  );
}

function KeyHints(): ReactNode {
  const { t } = useText();
  const hints = [[['j', 'k'], t('inbox_key_move')], [['a'], t('inbox_key_approve')], [['r'], t('inbox_key_reject')], [['x'], t('inbox_key_choose')], [['Enter'], t('inbox_key_correct')]] as const;
  return <p className="inbox-keys" aria-label={t('inbox_keys')} role="note">{hints.map(([keys, text]) => <span key={text}>{keys.map((key) => <kbd key={key}>{key}</kbd>)} {text}</span>)}</p>;
}
