// What a snapshot is to hold, and the writing of it.
import { useId, useState, type ReactNode } from 'react';
import { snapshotParts, type SnapshotPart } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSessions, useSnapshots, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, Switch } from '../../ui/field.tsx';
import { Progress } from '../../ui/progress.tsx';
import { shareOf, workWords } from './progress-words.ts';
import { useDataActions } from './use-data-actions.ts';

/** These are of conversations and come only with them. */
const ofConversations: readonly SnapshotPart[] = ['episodes', 'vectors', 'traces'];
const notes = ['names', 'said', 'times', 'left'] as const;

export function MakeSnapshot(): ReactNode {
  const { t } = useText();
  const id = useId();
  const companions = useSessions((state) => state.personalities);
  const making = useSnapshots((state) => state.making);
  const { makeSnapshot } = useDataActions();
  const [personality, setPersonality] = useState('');
  const [chosen, setChosen] = useState<readonly SnapshotPart[]>(snapshotParts);
  const [isAnonymised, setAnonymised] = useState(false);
  const can = (part: SnapshotPart): boolean => !(isAnonymised && part === 'vectors') && (chosen.includes('conversations') || !ofConversations.includes(part));
  const toggle = (part: SnapshotPart): void => setChosen((parts) => (parts.includes(part) ? parts.filter((other) => other !== part) : [...parts, part]));
  return (
    <section className="data-card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('snapshot_make_title')}</h2>
      <label className="data-field"><span>{t('snapshot_of')}</span><Choice value={personality} onChange={(event) => setPersonality(event.target.value)} options={[{ value: '', label: t('snapshot_of_all') }, ...companions.map(({ id: value, name }) => ({ value, label: t('snapshot_of_one', { name }) }))]} /></label>
      <fieldset className="data-field">
        <legend>{t('snapshot_parts')}</legend>
        <div className="part-checks">
          {snapshotParts.map((part) => (
            <label key={part} className={can(part) ? 'part-check' : 'part-check is-off'}>
              <input type="checkbox" checked={can(part) && chosen.includes(part)} disabled={!can(part)} onChange={() => toggle(part)} /><span><b>{t(`snapshot_part_${part}`)}</b><span className="soft">{t(`snapshot_part_${part}_hint`)}</span></span>
            </label>
          ))}
        </div>
        <p className="soft data-hint">{t('snapshot_always')}</p>
      </fieldset>
      <div className="switch-row"><span><b id={`${id}-names`}>{t('snapshot_anonymised')}</b><span className="soft" id={`${id}-about`}>{t('snapshot_anonymised_about')}</span></span><Switch isOn={isAnonymised} onChange={setAnonymised} labelledBy={`${id}-names`} describedBy={`${id}-about`} /></div>
      {isAnonymised && <ul className="data-notes">{notes.map((note) => <li key={note}>{t(`snapshot_note_${note}`)}</li>)}</ul>}
      {making ? <Making /> : <div className="data-card-buttons"><Button tone="accent" onClick={() => makeSnapshot({ personality: personality === '' ? null : personality, includes: snapshotParts.filter((part) => can(part) && chosen.includes(part)), is_anonymised: isAnonymised })}>{t('snapshot_make')}</Button></div>}
    </section>
  );
}

function Making(): ReactNode {
  const { t, language } = useText();
  const { snapshots } = useStores();
  const making = useSnapshots((state) => state.making);
  if (!making) return null;
  return <div className="data-work"><Progress label={t('snapshot_making')} share={shareOf(making)} words={workWords(making, Date.now(), t, language)} /><Button tone="quiet" onClick={() => snapshots.getState().stopMaking()}>{t('data_stop')}</Button></div>;
}
