// How the companion speaks: tone, words, first lines, and examples that a model takes after.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { punctuationChoices, styleChoices, syntaxChoices, toneChoices } from './choices.ts';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { ChipsField, ChoiceField, TextField, WordsField } from './fields.tsx';
import { ItemsField, LinesField } from './list-fields.tsx';

const occasions = ['on_greeting', 'on_confusion', 'on_success', 'on_error', 'on_goodbye'] as const;

export function VoiceTab(): ReactNode {
  const { t } = useText();
  return (
    <>
      <FieldGroup title={t('editor_group_manner')}>
        <ChipsField path="linguistic_profile.tone" label={t('editor_tone')} options={toneChoices(t)} />
        <div className="draft-triple">
          <ChoiceField path="core_traits.communication_style" label={t('editor_style')} options={styleChoices(t)} />
          <ChoiceField path="linguistic_profile.syntax" label={t('editor_syntax')} options={syntaxChoices(t)} />
          <ChoiceField path="linguistic_profile.punctuation_style" label={t('editor_punctuation')} options={punctuationChoices(t)} unset={t('editor_not_set')} />
        </div>
        <WordsField path="linguistic_profile.vocabulary" label={t('editor_vocabulary')} hint={t('editor_vocabulary_hint')} placeholder={t('editor_words_placeholder')} />
        <WordsField path="linguistic_profile.fillers" label={t('editor_fillers')} isOptional placeholder={t('editor_words_placeholder')} />
      </FieldGroup>
      <FieldGroup title={t('editor_group_first_words')}><LinesField hidesLabel path="greetings" label={t('editor_greetings')} hint={t('editor_greetings_hint')} isOptional isLong addLabel={t('editor_greeting_add')} /></FieldGroup>
      <FieldGroup title={t('editor_examples')} hint={t('editor_examples_hint')}>
        <ItemsField hidesLabel path="examples.sample_responses" label={t('editor_examples')} addLabel={t('editor_example_add')} blank={() => ({ input: '', output: '' })} titleOf={(item: { input: string }) => item.input || t('editor_example_blank')}>
          {(path) => <><TextField path={`${path}.input`} label={t('editor_example_input')} rows={2} /><TextField path={`${path}.output`} label={t('editor_example_output')} rows={3} /></>}
        </ItemsField>
      </FieldGroup>
      <FoldedGroup title={t('editor_group_occasions')} hint={t('editor_occasions_hint')}>{occasions.map((name) => <LinesField key={name} path={`trigger_responses.${name}`} label={t(`editor_${name}`)} isOptional />)}</FoldedGroup>
    </>
  );
}
