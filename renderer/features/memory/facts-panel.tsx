// What is known about the user, or a sentence on how that begins.
import { useEffect, useState, type ReactNode } from 'react';
import { Plus } from 'lucide-react';
import { useText } from '../../i18n/text-context.tsx';
import { useFacts, useShell, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FacetChecks, FacetGroup, FacetRadios } from '../../ui/facets.tsx';
import { factCategories } from '../../../core/contract/index.ts';
import { toggle } from '../search/search-filters.ts';
import { AddFact } from './add-fact.tsx';
import { factsInView, wholeView, type FactsView } from './facts-store.ts';
import { FactsTable } from './facts-table.tsx';

export function FactsPanel(): ReactNode {
  const { t } = useText();
  const { facts: store, shell } = useStores();
  const { facts, view, is_loaded: isLoaded, error } = useFacts((state) => state);
  const marked = useShell((state) => state.marked);
  useEffect(() => { if (marked) store.getState().show(wholeView); }, [marked, store]);
  const shown = factsInView(facts, view);
  if (error) return <p className="problem" role="alert">{t('memory_load_failed')} {error.message} <Button onClick={() => void store.getState().load()}>{t('retry')}</Button></p>;
  if (!isLoaded) return <p className="soft" role="status">{t('loading')}</p>;
  if (facts.length === 0) return <div className="page-empty"><p>{t('facts_empty')}</p><span className="page-empty-ways"><Button tone="accent" onClick={() => shell.getState().go({ view: 'chat', session_id: null })}>{t('facts_empty_button')}</Button><AddFactButton /></span></div>;
  if (shown.length === 0) return <div className="page-empty"><p>{t('facts_none_in_view')}</p><Button tone="accent" onClick={() => store.getState().show(wholeView)}>{t('memory_filters_clear')}</Button></div>;
  return <FactsTable facts={shown} markedId={marked} />;
}

export function AddFactButton(): ReactNode {
  const { t } = useText();
  const { shell } = useStores();
  const [isOpen, setOpen] = useState(false);
  const [first] = useFacts((state) => state.view.categories);
  return (
    <>
      <Button icon={<Plus size={15} aria-hidden />} onClick={() => setOpen(true)}>{t('fact_add')}</Button>
      <AddFact isOpen={isOpen} category={first ?? 'personal_info'} onClose={() => setOpen(false)} onAdded={(fact) => shell.getState().update({ marked: fact.id })} />
    </>
  );
}

const onlyNames = { is_pinned: 'facet_pinned', local_only: 'facet_local_only', is_unsure: 'facet_unsure' } as const;
type Only = keyof typeof onlyNames;

export function FactsFacets(): ReactNode {
  const { t } = useText();
  const { facts, view, show } = useFacts((state) => state);
  const projects = [...new Set(facts.flatMap(({ scope }) => (scope.startsWith('project:') ? [scope.slice('project:'.length)] : [])))].sort();
  const onlys = (Object.keys(onlyNames) as Only[]).map((value) => ({ value, label: t(onlyNames[value]), count: factsInView(facts, { ...wholeView, [value]: true }).length }));
  const chosen = (Object.keys(onlyNames) as Only[]).filter((name) => view[name]);
  const categories = factCategories.map((value) => ({ value, label: t(`category_${value}`), count: factsInView(facts, { ...wholeView, categories: [value] }).length })).filter(({ value, count }) => count > 0 || view.categories.includes(value));
  return (
    <div className="facets">
      <FacetGroup title={t('facet_category')} isOpen chosen={view.categories.length === 0 ? t('memory_all') : String(view.categories.length)}>
        <FacetChecks options={categories} chosen={view.categories} onToggle={(category) => show({ categories: toggle(view.categories, category) })} />
      </FacetGroup>
      {projects.length > 0 && (
        <FacetGroup title={t('facet_project')} isOpen chosen={view.project || t('project_all_memories')}>
          <FacetRadios options={[{ value: '', label: t('project_all_memories') }, ...projects.map((value) => ({ value, label: value }))]} chosen={view.project} onChoose={(project) => show({ project })} />
        </FacetGroup>
      )}
      <FacetGroup title={t('facet_show')} isOpen chosen="">
        <FacetChecks options={onlys} chosen={chosen} onToggle={(name) => show({ [name]: !view[name] })} />
      </FacetGroup>
      {countView(view) > 0 && <span className="facet-clear"><Button tone="quiet" onClick={() => show(wholeView)}>{t('memory_filters_clear')}</Button></span>}
    </div>
  );
}

export function countView(view: FactsView): number {
  return (view.categories.length > 0 ? 1 : 0) + [view.is_pinned, view.local_only, view.is_unsure, view.project !== ''].filter(Boolean).length;
}
