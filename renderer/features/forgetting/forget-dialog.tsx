// Before something is forgotten for good: what will go, in plain words, and that it cannot be undone.
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { ForgetCounts, ForgetTarget } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { Translate } from '../../i18n/translate.ts';
import { useChat, useEpisodes, useFacts, useForgetting, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Options, Switch, TextInput } from '../../ui/field.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { plainText } from '../../ui/plain-text.ts';
import { countWhatGoes, type Preview, type Question } from './forgetting-store.ts';
import './forgetting.css';

const countKinds = ['facts', 'episodes', 'messages', 'summaries', 'proposals', 'notes', 'backups'] as const;
const focusMs = 5000;

export function ForgetDialog(): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const question = useForgetting((state) => state.question);
  const forgottenAt = useRef(0);
  const facts = useFacts((state) => state.facts);
  const episodes = useEpisodes((state) => state.episodes);
  const messages = useChat((state) => state.messages);
  // The focus went back to where it was; that goes only when the engine has told of it.
  useEffect(() => { if (Date.now() - forgottenAt.current < focusMs) keepFocus(); }, [facts, episodes, messages]);
  return (
    <Dialog isOpen={question !== null} onClose={() => { if (!forgetting.getState().is_forgetting) forgetting.getState().close(); }} title={question ? t(`forget_title_${question.target.kind}`) : ''} closeLabel={t('close')}>
      {question && <ForgetForm question={question} onForgotten={() => { forgottenAt.current = Date.now(); }} />}
    </Dialog>
  );
}

function ForgetForm({ question, onForgotten }: { question: Question; onForgotten: () => void }): ReactNode {
  const { t, language } = useText();
  const { forgetting, shell } = useStores();
  const { preview, is_forgetting: isBusy } = useForgetting((state) => state);
  const { target, label } = question;
  const isReady = preview !== null && !isBusy && (target.kind !== 'person' || countWhatGoes(preview.counts) > 0);
  const forget = async (): Promise<void> => {
    const toast = shell.getState().toast;
    const counts = await createAttempt(toast, t, language, 'forget_failed')(() => forgetting.getState().forget());
    if (!counts) return;
    onForgotten();
    const { route, go } = shell.getState();
    if (target.kind === 'session' && route.view === 'chat' && route.session_id === target.id) go({ view: 'chat', session_id: null });
    const what = countWords(counts, t).slice(0, 3);
    toast(what.length > 0 ? t('forget_done', { what: new Intl.ListFormat(language).format(what) }) : t('forget_done_nothing'));
  };
  return (
    <form className="dialog-form forget" onSubmit={(event) => { event.preventDefault(); if (isReady) void forget(); }} aria-busy={isBusy}>
      <p className="soft">{t(`forget_about_${target.kind}`, { label })}</p>
      {target.kind === 'person' && <PersonField />}
      <Choices question={question} />
      <WhatGoes question={question} />
      <p className="forget-final">{t('forget_final')}</p>
      <div className="dialog-buttons"><Button disabled={isBusy} onClick={() => forgetting.getState().close()}>{t('cancel')}</Button><Button tone="danger" type="submit" disabled={!isReady}>{t(isBusy ? 'forget_doing' : 'forget_do')}</Button></div>
    </form>
  );
}

function PersonField(): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const [name, setName] = useState('');
  const id = useId();
  useEffect(() => {
    const timer = setTimeout(() => { if (forgetting.getState().question) void forgetting.getState().ask({ kind: 'person', name: name.trim() }, name.trim()); }, 300);
    return () => clearTimeout(timer);
  }, [name, forgetting]);
  const change = (next: string): void => {
    setName(next);
    // What is shown, and would go, must be of the name that is written: an answer on its way is of another.
    void forgetting.getState().ask({ kind: 'person', name: '' }, '');
  };
  return <div className="forget-person"><label htmlFor={id}>{t('forget_person_name')}</label><TextInput id={id} autoFocus value={name} maxLength={100} aria-describedby={`${id}-hint`} onChange={(event) => change(event.target.value)} /><p id={`${id}-hint`} className="soft forget-small">{t('forget_person_hint')}</p></div>;
}

/** How far it goes, where there is a choice. */
function Choices({ question: { target, label } }: { question: Question }): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const id = useId();
  const ask = (next: ForgetTarget): void => { void forgetting.getState().ask(next, label); };
  if (target.kind === 'fact' || target.kind === 'episode') {
    return (
      <div className="forget-switch">
        <div><p id={`${id}-words`}>{t('forget_with_words')}</p><p id={`${id}-hint`} className="soft forget-small">{t(`forget_with_words_${target.kind}_hint`)}</p></div>
        <Switch isOn={target.with_words} labelledBy={`${id}-words`} describedBy={`${id}-hint`} onChange={(isOn) => ask({ ...target, with_words: isOn })} />
      </div>
    );
  }
  if (target.kind !== 'session' && target.kind !== 'source') return null;
  const sessionId = target.kind === 'session' ? target.id : target.session_id;
  return <Options label={t('forget_scope')} value={target.kind} options={(['session', 'source'] as const).map((value) => ({ value, label: t(`forget_scope_${value}`) }))} onChange={(kind) => ask(kind === 'session' ? { kind, id: sessionId } : { kind, session_id: sessionId })} />;
}

function WhatGoes({ question: { target, label } }: { question: Question }): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const { preview, error } = useForgetting((state) => state);
  if (target.kind === 'person' && target.name.length < 2 && !preview) return null;
  if (error) return <p className="problem" role="alert">{t('forget_looking_failed')} {error.message} <Button onClick={() => void forgetting.getState().ask(target, label)}>{t('retry')}</Button></p>;
  return <div className="forget-what" aria-live="polite">{preview ? <Found preview={preview} name={target.kind === 'person' ? target.name : null} /> : <p className="soft" role="status">{t('forget_looking')}</p>}</div>;
}

function Found({ preview: { counts, examples }, name }: { preview: Preview; name: string | null }): ReactNode {
  const { t } = useText();
  const what = countWords(counts, t);
  return (
    <>
      {what.length === 0 ? <p className="soft">{name === null ? t('forget_nothing') : t('forget_nobody', { name })}</p> : <><h3>{t('forget_what')}</h3><ul className="forget-counts" data-testid="forget-counts">{what.map((words) => <li key={words}>{words}</li>)}</ul></>}
      {examples.length > 0 && <><h3>{t('forget_examples')}</h3><ul className="forget-examples">{examples.slice(0, 4).map((example, index) => <li key={`${index}-${example}`}>{plainText(example)}</li>)}</ul></>}
      {counts.snapshots_kept > 0 && <p className="forget-note">{t('forget_snapshots', { count: counts.snapshots_kept })}</p>}
    </>
  );
}

/** "2 facts", "the words of 3 messages": what there is of each kind. */
function countWords(counts: ForgetCounts, t: Translate): string[] {
  return countKinds.filter((kind) => counts[kind] > 0).map((kind) => t(`forget_count_${kind}`, { count: counts[kind] }));
}
