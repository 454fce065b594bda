// Who the companion is: face, name, where it meets the user; and the same in the other language of the screens.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor } from '../../stores-context.tsx';
import { languageChoices } from './choices.ts';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { ChoiceField, TextField, WordsField } from './fields.tsx';
import { HueField } from './hue-field.tsx';
import { LinesField } from './list-fields.tsx';
import { PicturesField } from './pictures-field.tsx';
import { useDraftValue } from './use-draft-field.ts';

export function IdentityTab(): ReactNode {
  const { t, language } = useText();
  const id = useEditor((state) => state.id);
  const own = useDraftValue('persona.language');
  const other = own === 'es' ? 'en' : 'es';
  return (
    <>
      {id && <PicturesField key={id} id={id} />}
      <FieldGroup title={t('editor_group_who')}>
        <TextField path="persona.name" label={t('editor_name')} />
        <TextField path="persona.description" label={t('editor_description')} hint={t('editor_description_hint')} rows={2} />
        <div className="draft-pair"><ChoiceField path="persona.language" label={t('editor_language')} options={languageChoices(language)} /><WordsField path="persona.tags" label={t('editor_tags')} placeholder={t('editor_words_placeholder')} /></div>
        <HueField />
      </FieldGroup>
      <FieldGroup title={t('editor_group_story')}>
        <TextField path="introduction" label={t('editor_introduction')} hint={t('editor_introduction_hint')} rows={5} isOptional />
        <TextField path="scenario" label={t('editor_scenario')} hint={t('editor_scenario_hint')} rows={3} isOptional />
      </FieldGroup>
      <FoldedGroup title={t(other === 'es' ? 'editor_group_spanish' : 'editor_group_english')} hint={t('editor_translation_hint')}>
        <TextField path={`translations.${other}.description`} label={t('editor_description')} rows={2} isOptional />
        <TextField path={`translations.${other}.introduction`} label={t('editor_introduction')} rows={4} isOptional />
        <LinesField path={`translations.${other}.behavioral_rules`} label={t('editor_rules')} isOptional />
        <LinesField path={`translations.${other}.greetings`} label={t('editor_greetings')} isOptional isLong />
      </FoldedGroup>
      <FoldedGroup title={t('editor_group_file')}>
        <div className="draft-pair"><TextField path="persona.author" label={t('editor_author')} /><TextField path="persona.version" label={t('editor_version')} /></div>
        <div className="draft-pair"><WordsField path="persona.compatibility" label={t('editor_compatibility')} /><TextField path="metadata.license" label={t('editor_license')} isOptional /></div>
      </FoldedGroup>
    </>
  );
}
