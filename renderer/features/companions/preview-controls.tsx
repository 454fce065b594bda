// In which state the draft is looked at and talked to.
import type { ReactNode } from 'react';
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
  const levels = useLevelNames();
  const moodIds = useMoodIds();
  const languages = new Intl.DisplayNames(language, { type: 'language' });
  return (
    <div className="preview-controls" role="group" aria-label={t('preview_state')}>
      <label><span>{t('preview_level')}</span><Choice value={levels.includes(choice.level) ? choice.level : ''} onChange={(event) => choose({ level: event.target.value })} options={[{ value: '', label: t('preview_as_it_is') }, ...levels.map((name) => ({ value: name, label: capital(levelWord(name, t)) }))]} /></label>
      <label><span>{t('preview_mood')}</span><Choice value={moodIds.includes(choice.mood) ? choice.mood : ''} onChange={(event) => choose({ mood: event.target.value })} options={[{ value: '', label: t('preview_at_rest') }, ...moodIds.map((id) => ({ value: id, label: capital(moodWord(id, moods, language, t)) }))]} /></label>
      <label><span>{t('preview_language')}</span><Choice value={choice.language} onChange={(event) => choose({ language: event.target.value === 'es' ? 'es' : 'en' })} options={(['en', 'es'] as const).map((value) => ({ value, label: capital(languages.of(value) ?? value) }))} /></label>
      <label><span>{t('preview_intensity')} <span className="numbers soft">{formatNumber(choice.intensity, language)}</span></span><input type="range" className="slider" min={0} max={1} step={0.05} disabled={choice.mood === ''} value={choice.intensity} onChange={(event) => choose({ intensity: Number(event.target.value) })} /></label>
    </div>
  );
}
