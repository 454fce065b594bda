// The facets beside a search.
import type { ReactNode } from 'react';
import { factCategories, importanceLevels } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSearch, useSessions } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FacetChecks, FacetGroup, FacetRadios } from '../../ui/facets.tsx';
import { TextInput } from '../../ui/field.tsx';
import { countChosen, emotionGroups, noChoice, searchKinds, searchTimes, toggle, type EmotionGroup } from './search-filters.ts';

const emotionNames = Object.keys(emotionGroups) as EmotionGroup[];

export function SearchFacets(): ReactNode {
  const { t } = useText();
  const choice = useSearch((state) => state.choice);
  const choose = useSearch((state) => state.choose);
  const companions = useSessions((state) => state.personalities);
  const projects = useSessions((state) => state.projects);
  const set = (change: Parameters<typeof choose>[0]): void => void choose(change);
  const names = (list: readonly string[]): string => (list.length === 0 ? t('memory_all') : list.join(', '));
  return (
    <div className="facets">
      <FacetGroup title={t('facet_kind')} isOpen chosen={names(choice.kinds.map((kind) => t(`kind_${kind}`)))}>
        <FacetChecks options={searchKinds.map((value) => ({ value, label: t(`kind_${value}`) }))} chosen={choice.kinds} onToggle={(kind) => set({ kinds: toggle(choice.kinds, kind) })} />
      </FacetGroup>
      <FacetGroup title={t('facet_time')} isOpen chosen={choice.time === 'any' ? t('memory_all') : t(`span_${choice.time}`)}>
        <FacetRadios options={searchTimes.map((value) => ({ value, label: t(`span_${value}`) }))} chosen={choice.time} onChoose={(time) => set({ time })} />
        {choice.time === 'custom' && (
          <div className="facet-dates">
            <label>{t('span_from')}<TextInput type="date" value={choice.from} max={choice.to} onChange={(event) => set({ from: event.target.value })} /></label>
            <label>{t('span_to')}<TextInput type="date" value={choice.to} min={choice.from} onChange={(event) => set({ to: event.target.value })} /></label>
          </div>
        )}
      </FacetGroup>
      {companions.length > 1 && (
        <FacetGroup title={t('facet_companion')} chosen={companions.find(({ id }) => id === choice.personality)?.name ?? t('memory_all')}>
          <FacetRadios options={[{ value: '', label: t('companion_all') }, ...companions.map(({ id, name }) => ({ value: id, label: name }))]} chosen={choice.personality} onChoose={(personality) => set({ personality })} />
        </FacetGroup>
      )}
      {projects.length > 0 && (
        <FacetGroup title={t('facet_project')} chosen={choice.project || t('project_all_memories')}>
          <FacetRadios options={[{ value: '', label: t('project_all_memories') }, ...projects.map(({ name }) => ({ value: name, label: name }))]} chosen={choice.project} onChoose={(project) => set({ project })} />
        </FacetGroup>
      )}
      <FacetGroup title={t('facet_category')} chosen={names(choice.categories.map((category) => t(`category_${category}`)))}>
        <FacetChecks options={factCategories.map((value) => ({ value, label: t(`category_${value}`) }))} chosen={choice.categories} onToggle={(category) => set({ categories: toggle(choice.categories, category) })} />
      </FacetGroup>
      <FacetGroup title={t('facet_importance')} chosen={names(choice.importance.map((level) => t(`importance_${level}`)))}>
        <FacetChecks options={importanceLevels.toReversed().map((value) => ({ value, label: t(`importance_${value}`) }))} chosen={choice.importance} onToggle={(level) => set({ importance: toggle(choice.importance, level) })} />
      </FacetGroup>
      <FacetGroup title={t('facet_emotion')} chosen={names(choice.emotions.map((group) => t(`emotion_${group}`)))}>
        <FacetChecks options={emotionNames.map((value) => ({ value, label: t(`emotion_${value}`) }))} chosen={choice.emotions} onToggle={(group) => set({ emotions: toggle(choice.emotions, group) })} />
      </FacetGroup>
      {countChosen(choice) > 0 && <span className="facet-clear"><Button tone="quiet" onClick={() => set(noChoice)}>{t('memory_filters_clear')}</Button></span>}
    </div>
  );
}
