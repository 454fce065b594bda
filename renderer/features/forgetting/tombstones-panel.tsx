// What is kept from being learnt again: when it was forgotten and what kind of thing it was. The words are gone.
import { useEffect, useMemo, type ReactNode } from 'react';
import { UserRoundX } from 'lucide-react';
import { factCategories } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useForgetting, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../memory/tag.tsx';
import { groupTombstones, type Forgetting } from './forgetting-store.ts';
import './forgetting.css';

export function ForgetPersonButton(): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  return <Button icon={<UserRoundX size={15} aria-hidden />} onClick={() => void forgetting.getState().ask({ kind: 'person', name: '' }, '')}>{t('forget_person')}</Button>;
}

export function TombstonesPanel(): ReactNode {
  const { t } = useText();
  const { forgetting } = useStores();
  const { tombstones, is_loaded: isLoaded, list_error: error, loadTombstones } = useForgetting((state) => state);
  useEffect(() => { void forgetting.getState().loadTombstones(); }, [forgetting]);
  const acts = useMemo(() => groupTombstones(tombstones), [tombstones]);
  if (error && acts.length === 0) return <p className="problem" role="alert">{t('tombstones_failed')} {error.message} <Button onClick={() => void loadTombstones()}>{t('retry')}</Button></p>;
  if (!isLoaded) return <p className="soft" role="status">{t('loading')}</p>;
  if (acts.length === 0) return <div className="page-empty"><p>{t('tombstones_empty')}</p><ForgetPersonButton /></div>;
  return (
    <section aria-labelledby="tombstones" className="tombstones">
      <h2 id="tombstones" tabIndex={-1}>{t('tombstones_title')}</h2>
      <p className="soft">{t('tombstones_intro')}</p>
      <ul>{acts.map((act) => <Row key={act.id} act={act} />)}</ul>
    </section>
  );
}

function Row({ act }: { act: Forgetting }): ReactNode {
  const { t, language } = useText();
  const { forgetting, shell } = useStores();
  const what = t(`tombstones_${act.kind}`);
  const date = formatDate(act.created_at, language);
  const allow = async (): Promise<void> => {
    const toast = shell.getState().toast;
    const isDone = await createAttempt(toast, t, language, 'memory_failed')(() => forgetting.getState().allow(act.id).then(() => true));
    if (!isDone) return;
    toast(t('tombstones_allowed'));
    document.getElementById('tombstones')?.focus();
  };
  return (
    <li className="tombstone" data-testid="tombstone">
      <div><p className="tombstone-what"><b>{what}</b>{act.categories.map((category) => { const known = factCategories.find((each) => each === category); return <Tag key={category} tone="plain">{known ? t(`category_${known}`) : category}</Tag>; })}</p><p className="soft numbers forget-small">{date}{act.entries > 1 && ` · ${t('tombstones_entries', { count: act.entries })}`}</p></div>
      <Button aria-label={t('tombstones_allow_of', { what, date })} onClick={() => void allow()}>{t('tombstones_allow')}</Button>
    </li>
  );
}
