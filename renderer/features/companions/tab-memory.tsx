// What this companion cares to remember.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { categoryChoices, episodeChoices } from './choices.ts';
import { FieldGroup } from './field-frame.tsx';
import { ChipsField, SliderField, SwitchField } from './fields.tsx';

export function MemoryTab(): ReactNode {
  const { t } = useText();
  return (
    <FieldGroup title={t('editor_group_memory')} hint={t('editor_memory_hint')}>
      <ChipsField path="memory_preferences.fact_categories" label={t('editor_fact_categories')} options={categoryChoices(t)} isOptional />
      <ChipsField path="memory_preferences.episode_types" label={t('editor_episode_types')} options={episodeChoices(t)} isOptional />
      <SliderField path="memory_preferences.importance_threshold" label={t('editor_importance')} hint={t('editor_importance_hint')} min={0} max={10} step={0.5} otherwise={5} />
      <SwitchField path="memory_preferences.remember_topics" label={t('editor_remember_topics')} otherwise />
      <SwitchField path="memory_preferences.remember_questions" label={t('editor_remember_questions')} otherwise />
      <SwitchField path="memory_preferences.remember_shared_interests" label={t('editor_remember_interests')} otherwise />
    </FieldGroup>
  );
}
