// A file is here: whom its chats will be with, and whether what they tell is proposed.
import { useEffect, useId, useState, type ReactNode } from 'react';
import type { Import } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch } from '../../ui/field.tsx';
import { keepFocus } from '../../ui/keep-focus.ts';
import { useDataActions } from './use-data-actions.ts';

export function ImportSetup({ one }: { one: Import }): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const companions = useSessions((state) => state.personalities);
  const usual = useSessions((state) => state.default_personality);
  const { startImport, cancelImport } = useDataActions();
  const [personality, setPersonality] = useState('');
  const [isProposing, setProposing] = useState(true);
  // What was pressed is gone then.
  useEffect(() => keepFocus, []);
  const name = (companions.find((known) => known.id === usual) ?? companions[0])?.name ?? '';
  return (
    <section className="data-card" aria-labelledby={`${id}-title`}>
      <header className="take-head"><h2 id={`${id}-title`}>{t('past_ready')}</h2><p className="soft numbers">{[one.file_name, formatBytes(one.bytes, language)].filter(Boolean).join(' · ')}</p></header>
      <label className="data-field"><span>{t('past_with')}</span><Choice value={personality} onChange={(event) => setPersonality(event.target.value)} options={[{ value: '', label: t('past_with_auto', { name }) }, ...companions.map(({ id: value, name: label }) => ({ value, label }))]} /></label>
      <div className="switch-row"><span><b id={`${id}-propose`}>{t('past_propose')}</b><span className="soft" id={`${id}-about`}>{t('past_propose_about')}</span></span><Switch isOn={isProposing} onChange={setProposing} labelledBy={`${id}-propose`} describedBy={`${id}-about`} /></div>
      <div className="data-card-buttons"><Button tone="quiet" onClick={() => cancelImport(one.id, false)}>{t('past_discard')}</Button><Button tone="accent" onClick={() => startImport(one.id, { personality: personality === '' ? null : personality, propose: isProposing })}>{t('past_start')}</Button></div>
    </section>
  );
}
