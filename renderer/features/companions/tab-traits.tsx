// The six numbers with a radar that follows the hand, and the two words that say most about a character.
import { lazy, Suspense, type ReactNode } from 'react';
import { parameterNames, type Parameters } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, usePreview } from '../../stores-context.tsx';
import { archetypeChoices, temperamentChoices } from './choices.ts';
import { FieldGroup } from './field-frame.tsx';
import { ChoiceField, SliderField } from './fields.tsx';

const TraitsRadar = lazy(() => import('./traits-radar.tsx').then((module) => ({ default: module.TraitsRadar })));

export function TraitsTab(): ReactNode {
  const { t } = useText();
  const draft = useEditor(({ history }) => history?.present.advanced_parameters);
  const saved = useEditor((state) => state.saved?.definition.advanced_parameters);
  const inForce = usePreview((state) => state.compiled?.parameters);
  const whole = (given: Partial<Record<string, number>> | undefined): Parameters => Object.fromEntries(parameterNames.map((name) => [name, given?.[name] ?? 0.5])) as Parameters;
  return (
    <>
      <FieldGroup title={t('editor_group_character')}>
        <div className="draft-pair">
          <ChoiceField path="core_traits.archetype" label={t('editor_archetype')} options={archetypeChoices(t)} />
          <ChoiceField path="core_traits.temperament" label={t('editor_temperament')} options={temperamentChoices(t)} />
        </div>
      </FieldGroup>
      <FieldGroup title={t('editor_group_numbers')} hint={t('editor_numbers_hint')}>
        <div className="traits">
          <div className="traits-sliders">
            {parameterNames.map((name) => <SliderField key={name} path={`advanced_parameters.${name}`} label={t(`trait_${name}`)} otherwise={0.5} ends={[t(`trait_low_${name}`), t(`trait_high_${name}`)]} />)}
          </div>
          <Suspense fallback={<div className="radar" aria-hidden />}><TraitsRadar draft={whole(draft)} saved={whole(saved)} inForce={inForce ? whole(inForce) : null} /></Suspense>
        </div>
      </FieldGroup>
    </>
  );
}
