// In which state the draft is looked at and talked to.
import { useId, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { formatNumber } from '../../i18n/format.ts';
import { usePreview } from '../../stores-context.tsx';
import { Choice } from '../../ui/field.tsx';
import { levelWord, moodWord } from '../relationship/feeling-words.ts';
import { capital } from './choices.ts';
import { useLevelNames, useMoodIds } from './use-mood-ids.ts';

export function PreviewControls(): ReactNode {
  const { t, language } = useText();
  const { choice, choose, moods } = usePreview((state) => state);
  const base = useId();
  const levels = useLevelNames();
  const moodIds = useMoodIds();
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  return (
    <div className="preview-controls" role="group" aria-label={t('preview_state')}>
      <div><label htmlFor={`${base}-level`}>{t('preview_level')}</label><Choice id={`${base}-level`} value={levels.includes(choice.level) ? choice.level : ''} onChange={(event) => choose({ level: event.target.value })} options={[{ value: '', label: t('preview_as_it_is') }, ...levels.map((name) => ({ value: name, label: capital(levelWord(name, t)) }))]} /></div>
      <div><label htmlFor={`${base}-mood`}>{t('preview_mood')}</label><Choice id={`${base}-mood`} value={moodIds.includes(choice.mood) ? choice.mood : ''} onChange={(event) => choose({ mood: event.target.value })} options={[{ value: '', label: t('preview_at_rest') }, ...moodIds.map((id) => ({ value: id, label: capital(moodWord(id, moods, language, t)) }))]} /></div>
      <div><label htmlFor={`${base}-language`}>{t('preview_language')}</label><Choice id={`${base}-language`} value={choice.language} onChange={(event) => choose({ language: event.target.value === 'es' ? 'es' : 'en' })} options={(['en', 'es'] as const).map((value) => ({ value, label: capital(languages.of(value) ?? value) }))} /></div>
      <div><span className="preview-strength"><label htmlFor={`${base}-intensity`}>{t('preview_intensity')}</label><output className="numbers">{formatNumber(choice.intensity, language)}</output></span><input id={`${base}-intensity`} type="range" className="slider" min={0} max={1} step={0.05} disabled={choice.mood === ''} value={choice.intensity} onChange={(event) => choose({ intensity: Number(event.target.value) })} /></div>
    </div>
  );
}
