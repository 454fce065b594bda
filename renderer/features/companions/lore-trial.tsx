// Try words on the lorebook: what would enter the prompt, in order, and why.
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { readError } from '../../request-error.ts';
import { useEditor, useStores } from '../../stores-context.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { Woken } from './editor-store.ts';
import { FieldGroup } from './field-frame.tsx';

const pauseMs = 300;

export function LoreTrial(): ReactNode {
  const { t } = useText();
  const { editor } = useStores();
  const book = useEditor(({ history }) => history?.present.lorebook);
  const [words, setWords] = useState('');
  const [woken, setWoken] = useState<Woken | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!book || words.trim() === '') { setWoken(null); return undefined; }
    let isOld = false;
    const timer = setTimeout(() => {
      editor.getState().wake(words).then((answer) => { if (!isOld) { setWoken(answer); setProblem(null); } }, (error: unknown) => { if (!isOld) setProblem(readError(error).message || t('error_connection')); });
    }, pauseMs);
    return () => { isOld = true; clearTimeout(timer); };
  }, [book, words, editor, t]);
  return (
    <FieldGroup title={t('lore_try')} hint={t('lore_try_hint')}>
      <TextArea aria-label={t('lore_try_label')} placeholder={t('lore_try_label')} rows={2} value={words} onChange={(event) => setWords(event.target.value)} />
      <div aria-live="polite">
        {problem && <p className="field-problem">{problem}</p>}
        {woken && !problem && <p className="draft-hint">{woken.entries.length === 0 ? t('lore_try_none') : t('lore_try_count', { count: woken.entries.length, tokens: woken.entries.reduce((sum, { tokens }) => sum + tokens, 0) })}{woken.dropped > 0 && ` ${t('lore_try_dropped', { count: woken.dropped })}`}</p>}
        {woken && woken.entries.length > 0 && <ol className="woken">{woken.entries.map(({ entry, content, reason }, index) => <li key={index}><span className="woken-head"><b>{entry.name || entry.keys[0] || t('lore_entry_number', { number: index + 1 })}</b><span className="soft">{reason === 'constant' ? t('lore_constant_short') : reason === 'activate' ? t('lore_reason_activate') : t('lore_reason_key', { key: reason })}</span></span><p>{content}</p></li>)}</ol>}
      </div>
    </FieldGroup>
  );
}
