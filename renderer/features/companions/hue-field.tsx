// The companion's own colour: a slider over the circle of hues.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { SliderField } from './fields.tsx';

export function HueField(): ReactNode {
  const { t } = useText();
  return <div className="hue-field"><SliderField path="appearance.accent_hue" label={t('editor_hue')} min={0} max={360} step={1} otherwise={192} /></div>;
}
