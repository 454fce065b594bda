// By hand: another mood, and other points. The first is undone from its toast; the second asks once more.
import { useId, useState, type ReactNode } from 'react';
import type { AffinityView, MoodView } from '../../../core/contract/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { Options, TextInput } from '../../ui/field.tsx';
import { moodColour, moodWord, roundPoints } from './feeling-words.ts';
import { MoodDot } from './mood-now.tsx';
import type { RelationshipActions } from './use-relationship-actions.ts';

const strengths = { '0.35': 'mood_strength_2', '0.6': 'mood_strength_3', '0.9': 'mood_strength_4' } as const;
type Strength = keyof typeof strengths;
const strengthValues: Strength[] = ['0.35', '0.6', '0.9'];

export function MoodForm({ view, isOpen, onClose, actions }: { view: MoodView; isOpen: boolean; onClose: () => void; actions: RelationshipActions }): ReactNode {
  const { t, language } = useText();
  const name = useId();
  const [mood, setMood] = useState(view.current?.mood ?? view.resting_mood);
  const [strength, setStrength] = useState<Strength>('0.6');
  const save = (): void => { void actions.setMood(mood, Number(strength)); onClose(); };
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('mood_change')} closeLabel={t('close')}>
      <form className="dialog-form hand-form" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <fieldset className="mood-choices">
          <legend className="visually-hidden">{t('mood_title')}</legend>
          {view.moods.map(({ id }) => <label key={id} className="mood-choice"><input type="radio" name={name} value={id} checked={mood === id} onChange={() => setMood(id)} /><MoodDot colour={moodColour(id, view.moods)} />{moodWord(id, view.moods, language, t)}</label>)}
        </fieldset>
        <p className="hand-label">{t('mood_change_strength')}</p>
        <Options label={t('mood_change_strength')} value={strength} onChange={setStrength} options={strengthValues.map((value) => ({ value, label: t(strengths[value]) }))} />
        <p className="soft side-note">{t('mood_change_note')}</p>
        <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit">{t('save')}</Button></div>
      </form>
    </Dialog>
  );
}

export function PointsForm({ view, isOpen, onClose, actions }: { view: AffinityView; isOpen: boolean; onClose: () => void; actions: RelationshipActions }): ReactNode {
  const { t, language } = useText();
  const id = useId();
  const [text, setText] = useState(String(roundPoints(view.affinity.points)));
  const [reason, setReason] = useState('');
  const [isAsking, setAsking] = useState(false);
  const points = Number(text.replace(',', '.'));
  const isValid = text.trim() !== '' && points >= 0 && points <= 100;
  const told = formatNumber(points, language);
  return (
    <>
      <Dialog isOpen={isOpen && !isAsking} onClose={onClose} title={t('points_set')} closeLabel={t('close')}>
        <form className="dialog-form hand-form" onSubmit={(event) => { event.preventDefault(); if (isValid) setAsking(true); }}>
          <label className="hand-label" htmlFor={`${id}-points`}>{t('points_set_label')}</label>
          <TextInput id={`${id}-points`} inputMode="decimal" value={text} aria-invalid={!isValid} onChange={(event) => setText(event.target.value)} />
          <label className="hand-label" htmlFor={`${id}-reason`}>{t('points_set_reason')}</label>
          <TextInput id={`${id}-reason`} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          <div className="dialog-buttons"><Button onClick={onClose}>{t('cancel')}</Button><Button tone="accent" type="submit" disabled={!isValid}>{t('points_set')}</Button></div>
        </form>
      </Dialog>
      <Confirm isOpen={isAsking} onClose={() => { setAsking(false); onClose(); }} title={t('points_set_confirm', { points: told })} confirmLabel={t('points_set_confirm', { points: told })} cancelLabel={t('cancel')} onConfirm={() => void actions.setPoints(points, reason.trim())}>{t('points_set_note')}</Confirm>
    </>
  );
}
