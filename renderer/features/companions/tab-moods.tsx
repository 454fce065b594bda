// What the companion can feel, what brings it about, and how hard it is to move.
import type { ReactNode } from 'react';
import { moodDefinitionSchema, type MoodDefinition, type MoodTrigger } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { usePreview } from '../../stores-context.tsx';
import { moodWord } from '../relationship/feeling-words.ts';
import { capital, expressionChoices, interactionChoices, lifeEventChoices } from './choices.ts';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { ChipsField, ChoiceField, NumberField, SliderField, SwitchField, TextField, WordsField } from './fields.tsx';
import { ItemsField } from './list-fields.tsx';
import { ModifierFields } from './modifier-fields.tsx';
import { useMoodIds } from './use-mood-ids.ts';

export function MoodsTab(): ReactNode {
  const { t, language } = useText();
  const known = usePreview((state) => state.moods);
  const moods = useMoodIds().map((id) => ({ value: id, label: capital(moodWord(id, known, language, t)) }));
  return (
    <>
      <FieldGroup title={t('editor_group_rest')}>
        <ChoiceField path="mood_config.resting_mood" label={t('editor_resting_mood')} options={moods} unset={t('editor_usual_mood')} />
        <div className="draft-pair">
          <SliderField path="mood_config.resting_intensity" label={t('editor_resting_intensity')} otherwise={0.3} />
          <SliderField path="mood_config.inertia" label={t('editor_inertia')} otherwise={0.3} ends={[t('editor_inertia_low'), t('editor_inertia_high')]} />
        </div>
      </FieldGroup>
      <FieldGroup title={t('editor_moods')} hint={t('editor_moods_hint')}>
        <ItemsField hidesLabel path="mood_config.moods" label={t('editor_moods')} addLabel={t('editor_mood_add')} emptyText={t('editor_moods_usual')} blank={() => moodDefinitionSchema.parse({ id: 'new_mood' })} titleOf={(mood: MoodDefinition) => capital(moodWord(mood.id, [mood], language, t))} noteOf={(mood) => t('editor_half_life_short', { minutes: mood.half_life_minutes })}>
          {(path) => (
            <>
              <div className="draft-triple"><TextField path={`${path}.id`} label={t('editor_key')} /><ChoiceField path={`${path}.expression`} label={t('editor_expression')} options={expressionChoices(t)} /><NumberField path={`${path}.half_life_minutes`} label={t('editor_half_life')} isOptional={false} /></div>
              <div className="draft-pair"><TextField path={`${path}.labels.en`} label={t('editor_label_en')} isOptional /><TextField path={`${path}.labels.es`} label={t('editor_label_es')} isOptional /></div>
              <ModifierFields path={`${path}.modifiers`} />
            </>
          )}
        </ItemsField>
      </FieldGroup>
      <FoldedGroup title={t('editor_triggers')} hint={t('editor_triggers_hint')}>
        <SwitchField path="mood_config.use_default_triggers" label={t('editor_default_triggers')} otherwise />
        <ItemsField hidesLabel path="mood_config.triggers" label={t('editor_triggers')} addLabel={t('editor_trigger_add')} blank={(): MoodTrigger => ({ id: 'new_trigger', when: {}, mood: moods[0]?.value ?? 'neutral', intensity: 0.6 })} titleOf={(trigger: MoodTrigger) => trigger.id} noteOf={(trigger) => capital(moodWord(trigger.mood, known, language, t))}>
          {(path) => (
            <>
              <div className="draft-pair"><TextField path={`${path}.id`} label={t('editor_key')} /><ChoiceField path={`${path}.mood`} label={t('editor_trigger_mood')} options={moods} /></div>
              <SliderField path={`${path}.intensity`} label={t('editor_intensity')} otherwise={0.6} />
              <WordsField path={`${path}.when.keywords`} label={t('editor_when_keywords')} isOptional placeholder={t('editor_words_placeholder')} />
              <ChipsField path={`${path}.when.emotions`} label={t('editor_when_emotions')} options={expressionChoices(t)} isOptional />
              <ChipsField path={`${path}.when.interactions`} label={t('editor_when_interactions')} options={interactionChoices(t)} isOptional />
              <ChipsField path={`${path}.when.life_events`} label={t('editor_when_life_events')} options={lifeEventChoices(t)} isOptional />
            </>
          )}
        </ItemsField>
      </FoldedGroup>
    </>
  );
}
