// What this user wishes otherwise of a companion, without changing it for anybody else: six sliders and a few sentences.
import { useEffect, useId, useState, type ReactNode } from 'react';
import { parameterNames, type Modifier, type PersonalitySummary } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import type { RelationshipActions } from './use-relationship-actions.ts';

/** Half of the whole way is much for a wish. */
const farthest = 0.5;
const mostSentences = 20;
const longestSentence = 200;

export function WishesForm({ companion, isOpen, onClose, actions }: { companion: PersonalitySummary; isOpen: boolean; onClose: () => void; actions: RelationshipActions }): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const [before, setBefore] = useState<Modifier | null>(null);
  const [deltas, setDeltas] = useState<NonNullable<Modifier['advanced_parameters']>>({});
  const [text, setText] = useState('');
  useEffect(() => {
    void actions.wishes().then((wishes) => {
      setBefore(wishes);
      setDeltas(wishes?.advanced_parameters ?? {});
      setText((wishes?.behavioral_adjustments ?? []).join('\n'));
    });
  }, [actions]);
  const sentences = text.split('\n').map((line) => line.trim().slice(0, longestSentence)).filter(Boolean).slice(0, mostSentences);
  const moved = Object.fromEntries(Object.entries(deltas).filter(([, value]) => value !== 0));
  const wishes: Modifier = { ...(Object.keys(moved).length > 0 ? { advanced_parameters: moved } : {}), ...(sentences.length > 0 ? { behavioral_adjustments: sentences } : {}) };
  const save = (): void => { void actions.setWishes(wishes, before ?? {}); onClose(); };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('wishes_title', { name: companion.name })} closeLabel={t('close')}>
      <form className="dialog-form hand-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <p className="soft">{t('wishes_intro', { name: companion.name })}</p>
        <div className="wishes">
          {parameterNames.map((name) => {
            const value = deltas[name] ?? 0;
            const said = value === 0 ? t('wishes_as_is') : `${value > 0 ? '+' : ''}${formatNumber(value, language)}`;
            return (
              <div key={name} className="wish">
                <label htmlFor={`${id}-${name}`} className="hand-label">{t(`trait_${name}`)}</label>
                <output htmlFor={`${id}-${name}`} className="numbers soft">{said}</output>
                <input id={`${id}-${name}`} type="range" className="slider slider-signed" min={-farthest} max={farthest} step={0.05} value={value} aria-valuetext={said} disabled={before === null} onChange={(event) => setDeltas({ ...deltas, [name]: Number(event.target.value) })} />
              </div>
            );
          })}
        </div>
        <label htmlFor={`${id}-text`} className="hand-label">{t('wishes_sentences')}</label>
        <TextArea id={`${id}-text`} rows={2} value={text} placeholder={t('wishes_example')} disabled={before === null} onChange={(event) => setText(event.target.value)} />
        <div className="dialog-buttons">
          <Button tone="quiet" disabled={Object.keys(wishes).length === 0} onClick={() => { setDeltas({}); setText(''); }}>{t('wishes_none')}</Button>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="accent" type="submit" disabled={before === null}>{t('save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
