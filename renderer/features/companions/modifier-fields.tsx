// What a level or a mood changes: the six numbers, added, and sentences on how to behave.
import type { ReactNode } from 'react';
import { parameterNames } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { SliderField } from './fields.tsx';
import { LinesField } from './list-fields.tsx';

export function ModifierFields({ path }: { path: string }): ReactNode {
  const { t } = useText();
  return (
    <>
      <p className="draft-label">{t('editor_modifier')}</p>
      <div className="deltas">{parameterNames.map((name) => <SliderField key={name} path={`${path}.advanced_parameters.${name}`} label={t(`trait_${name}`)} min={-1} max={1} otherwise={0} isSigned />)}</div>
      <LinesField path={`${path}.behavioral_adjustments`} label={t('editor_adjustments')} hint={t('editor_adjustments_hint')} isOptional />
    </>
  );
}
