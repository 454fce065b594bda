// Knowledge that enters the prompt when its words are said.
import type { ReactNode } from 'react';
import type { LorebookEntry } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FieldGroup, FoldedGroup } from './field-frame.tsx';
import { ChoiceField, NumberField, SwitchField, TextField, WordsField } from './fields.tsx';
import { ItemsField } from './list-fields.tsx';
import { LoreShelf } from './lore-shelf.tsx';
import { LoreTrial } from './lore-trial.tsx';
import { useDraftValue } from './use-draft-field.ts';

export function LorebookTab(): ReactNode {
  const { t } = useText();
  const { editor } = useStores();
  const book = useDraftValue('lorebook');
  if (!book) return <><div className="page-empty lore-none"><p>{t('lore_empty')}</p><Button tone="accent" onClick={() => editor.getState().edit('lorebook', { extensions: {}, entries: [blankEntry(0)] })}>{t('lore_entry_add')}</Button></div><LoreShelf /></>;
  return (
    <>
      <FieldGroup title={t('lore_entries')} hint={t('lore_entries_hint')}>
        <ItemsField hidesLabel path="lorebook.entries" label={t('lore_entries')} addLabel={t('lore_entry_add')} isOptional={false} blank={() => blankEntry((book as { entries: unknown[] }).entries.length)} titleOf={(entry: LorebookEntry, index) => entry.name || entry.comment || entry.keys[0] || t('lore_entry_number', { number: index + 1 })} noteOf={(entry) => (!entry.enabled ? t('lore_off') : entry.constant ? t('lore_constant_short') : entry.keys.filter(Boolean).join(', '))}>
          {(path, entry) => <EntryFields path={path} entry={entry} />}
        </ItemsField>
      </FieldGroup>
      <LoreTrial />
      <LoreShelf />
      <FoldedGroup title={t('lore_book')}>
        <TextField path="lorebook.name" label={t('editor_name')} isOptional />
        <div className="draft-pair"><NumberField path="lorebook.scan_depth" label={t('lore_scan_depth')} placeholder={t('editor_usual')} /><NumberField path="lorebook.token_budget" label={t('lore_token_budget')} placeholder={t('editor_usual')} /></div>
        <SwitchField path="lorebook.recursive_scanning" label={t('lore_recursive')} hint={t('lore_recursive_hint')} />
      </FoldedGroup>
    </>
  );
}

function EntryFields({ path, entry }: { path: string; entry: LorebookEntry }): ReactNode {
  const { t } = useText();
  return (
    <>
      <TextField path={`${path}.name`} label={t('editor_name')} isOptional />
      {!entry.constant && <WordsField path={`${path}.keys`} label={t('lore_keys')} hint={entry.use_regex ? t('lore_keys_regex') : t('lore_keys_hint')} placeholder={t('editor_words_placeholder')} />}
      <TextField path={`${path}.content`} label={t('lore_content')} rows={4} />
      <div className="draft-pair"><SwitchField path={`${path}.enabled`} label={t('lore_enabled')} otherwise /><SwitchField path={`${path}.constant`} label={t('lore_constant')} /></div>
      <div className="draft-pair"><SwitchField path={`${path}.selective`} label={t('lore_selective')} /><SwitchField path={`${path}.use_regex`} label={t('lore_regex')} /></div>
      {entry.selective && <WordsField path={`${path}.secondary_keys`} label={t('lore_secondary')} isOptional />}
      <div className="draft-triple">
        <NumberField path={`${path}.insertion_order`} label={t('lore_order')} isOptional={false} /><NumberField path={`${path}.priority`} label={t('lore_priority')} placeholder={t('editor_usual')} />
        <ChoiceField path={`${path}.position`} label={t('lore_position')} unset={t('editor_not_set')} options={[{ value: 'before_char', label: t('lore_before') }, { value: 'after_char', label: t('lore_after') }]} />
      </div>
    </>
  );
}

function blankEntry(count: number): LorebookEntry {
  return { keys: [], content: '', extensions: {}, enabled: true, insertion_order: (count + 1) * 10 };
}
