// What a measured model is called: its title, with precision and device only where they tell it from another.
import type { BenchmarkFigure } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLocalModels } from '../../stores-context.tsx';
import { contendersOf } from './benchmark-figures.ts';

type Named = Pick<BenchmarkFigure, 'model' | 'precision' | 'device'>;

/** @param figures all that are shown beside one another */
export function useContenderName(figures: readonly BenchmarkFigure[]): (one: Named) => string {
  const { t } = useText();
  const models = useLocalModels((state) => state.models);
  const all = contendersOf(figures);
  return ({ model, precision, device }) => {
    const same = all.filter((other) => other.model === model);
    const title = models.find(({ id }) => id === model)?.title ?? model;
    const isOfMany = (key: 'precision' | 'device'): boolean => new Set(same.map((other) => other[key])).size > 1;
    return [title, isOfMany('precision') ? precision : '', isOfMany('device') ? t(`local_device_${device}`) : ''].filter(Boolean).join(', ');
  };
}
