// What taking a snapshot in would do, by kind of record, in words.
import type { ReactNode } from 'react';
import type { SnapshotChanges } from '../../../core/contract/index.ts';
import { en } from '../../i18n/en.ts';
import { formatNumber } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import type { TextKey, Translate } from '../../i18n/translate.ts';

const columns = { merge: ['added', 'same', 'kept'], replace: ['added', 'same', 'changed', 'removed'] } as const;
const counted = ['added', 'same', 'changed', 'kept', 'removed', 'left_out'] as const;
type Counts = Record<(typeof counted)[number], number>;

export function sumOf({ entities }: SnapshotChanges): Counts {
  const sum: Counts = { added: 0, same: 0, changed: 0, kept: 0, removed: 0, left_out: 0 };
  for (const entity of entities) for (const name of counted) sum[name] += entity[name];
  return sum;
}

/** A kind of a newer engine has no word here. */
function kindWord(entity: string, t: Translate): string {
  const key = `entity_${entity}`;
  return key in en ? t(key as TextKey) : entity;
}

export function ChangesTable({ changes }: { changes: SnapshotChanges }): ReactNode {
  const { t, language } = useText();
  const shown = changes.entities.filter((entity) => counted.some((name) => entity[name] > 0));
  if (shown.length === 0) return null;
  const names = [...columns[changes.mode], ...(sumOf(changes).left_out > 0 ? ['left_out' as const] : [])];
  return (
    <div className="changes" tabIndex={0} role="region" aria-label={t('take_table')}>
      <table>
        <thead><tr><th scope="col">{t('take_kind')}</th>{names.map((name) => <th key={name} scope="col">{t(`take_${name}`)}</th>)}</tr></thead>
        <tbody>{shown.map((entity) => <tr key={entity.entity}><th scope="row">{kindWord(entity.entity, t)}</th>{names.map((name) => <td key={name} className={entity[name] === 0 ? 'numbers is-none' : name === 'removed' ? 'numbers is-removed' : 'numbers'}>{formatNumber(entity[name], language)}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
