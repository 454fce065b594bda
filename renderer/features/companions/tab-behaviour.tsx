// What the companion does and does not do.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { filterChoices } from './choices.ts';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { ChipsField, SliderField, TextField, WordsField } from './fields.tsx';
import { LinesField } from './list-fields.tsx';

export function BehaviourTab(): ReactNode {
  const { t } = useText();
  return (
    <>
      <FieldGroup title={t('editor_rules')}><LinesField hidesLabel path="behavioral_rules" label={t('editor_rules_label')} hint={t('editor_rules_hint')} addLabel={t('editor_rule_add')} /></FieldGroup>
      <FieldGroup title={t('editor_group_limits')}>
        <WordsField path="safety_guards.forbidden_topics" label={t('editor_forbidden')} hint={t('editor_forbidden_hint')} isOptional placeholder={t('editor_words_placeholder')} />
        <ChipsField path="safety_guards.content_filters" label={t('editor_filters')} options={filterChoices(t)} isOptional />
        <div className="draft-pair">
          <SliderField path="safety_guards.tone_limits.max_aggression" label={t('editor_max_aggression')} otherwise={1} />
          <SliderField path="safety_guards.tone_limits.max_informality" label={t('editor_max_informality')} otherwise={1} />
        </div>
      </FieldGroup>
      <FoldedGroup title={t('editor_group_instructions')} hint={t('editor_instructions_hint')}>
        <TextField path="system_prompt" label={t('editor_system_prompt')} hint={t('editor_system_prompt_hint')} rows={5} isOptional />
        <TextField path="post_history_instructions" label={t('editor_post_history')} hint={t('editor_post_history_hint')} rows={3} isOptional />
      </FoldedGroup>
    </>
  );
}
