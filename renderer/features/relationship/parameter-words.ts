// The six numbers of a character in words. Pure.
import { en } from '../../i18n/en.ts';
import type { TextKey, Translate } from '../../i18n/translate.ts';

export type ParameterChange = { parameter: string; from: number; to: number };

export function parameterName(parameter: string, t: Translate): string {
  const key = `parameter_${parameter}`;
  return key in en ? t(key as TextKey) : parameter.replaceAll('_', ' ');
}

/** "a little more humour": under a tenth is a little, over three tenths is much. */
export function changeWords({ parameter, from, to }: ParameterChange, t: Translate): string {
  const size = Math.abs(to - from);
  if (size < 0.005) return t('change_none');
  const step = size < 0.11 ? 1 : size < 0.3 ? 2 : 3;
  return t(`change_${step}_${to > from ? 'more' : 'less'}`, { what: parameterName(parameter, t) });
}

/** 0 to 1 as one of five words. */
export function bandWord(value: number, t: Translate): string {
  const bands = ['band_1', 'band_2', 'band_3', 'band_4', 'band_5'] as const;
  return t(bands[Math.min(4, Math.max(0, Math.floor(value * 5)))] ?? 'band_3');
}
