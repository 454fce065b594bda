// The fields of one group: what most people want at once, the rest folded away under the part it belongs to. A search shows all it found.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useSettings } from '../../stores-context.tsx';
import type { SettingField } from './setting-fields.ts';
import { isEveryday, settingWord } from './setting-labels.ts';
import { SettingRow } from './setting-row.tsx';

export function GroupFields({ fields, isSearch }: { fields: readonly SettingField[]; isSearch: boolean }): ReactNode {
  const { t } = useText();
  const values = useSettings((state) => state.values);
  const isSetByHand = (path: string): boolean => ['file', 'environment', 'flag'].includes(values.get(path)?.source ?? '');
  const shown = fields.filter((field) => isSearch || isEveryday(field.path) || isSetByHand(field.path));
  const first = shown.length > 0 ? shown : fields.slice(0, 6);
  const rest = fields.filter((field) => !first.includes(field));
  return (
    <>
      {isSearch ? <Parts fields={first} /> : <Rows fields={first} />}
      {rest.length > 0 && <details className="settings-more"><summary>{t('settings_more', { count: rest.length })}</summary><Parts fields={rest} /></details>}
    </>
  );
}

function Parts({ fields }: { fields: readonly SettingField[] }): ReactNode {
  const { language } = useText();
  const parts = [...new Set(fields.map((field) => field.section))];
  return parts.map((part) => {
    const name = settingWord(part, language);
    return <div key={part}><h3 className="settings-part" lang={name.lang}>{name.text}</h3><Rows fields={fields.filter((field) => field.section === part)} /></div>;
  });
}

function Rows({ fields }: { fields: readonly SettingField[] }): ReactNode {
  return <div className="setting-rows">{fields.map((field) => <SettingRow key={field.path} field={field} />)}</div>;
}
