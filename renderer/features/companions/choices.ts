// Closed lists of the personality file as choices with words.
import {
  archetypes, communicationStyles, contentFilters, emotionLabels, episodeTypes, factCategories, interactionTypes, lifeEventKinds, personalityLanguages, punctuationStyles, syntaxes, temperaments, tones,
} from '../../../core/contract/index.ts';
import type { Language, TextKey, Translate } from '../../i18n/translate.ts';
import { en } from '../../i18n/en.ts';
import type { ChoiceOption } from './fields.tsx';

/** `prefix_value` as a sentence begins; the value itself where we have no word. */
export function choicesOf(values: readonly string[], prefix: string, t: Translate): ChoiceOption[] {
  return values.map((value) => ({ value, label: capital(`${prefix}_${value}` in en ? t(`${prefix}_${value}` as TextKey) : value.replaceAll(/[_-]+/g, ' ')) }));
}

export const archetypeChoices = (t: Translate): ChoiceOption[] => choicesOf(archetypes, 'archetype', t);
export const temperamentChoices = (t: Translate): ChoiceOption[] => choicesOf(temperaments, 'temperament', t);
export const styleChoices = (t: Translate): ChoiceOption[] => choicesOf(communicationStyles, 'style', t);
export const toneChoices = (t: Translate): ChoiceOption[] => choicesOf(tones, 'tone', t);
export const syntaxChoices = (t: Translate): ChoiceOption[] => choicesOf(syntaxes, 'syntax', t);
export const punctuationChoices = (t: Translate): ChoiceOption[] => choicesOf(punctuationStyles, 'punctuation', t);
export const filterChoices = (t: Translate): ChoiceOption[] => choicesOf(contentFilters, 'filter', t);
export const expressionChoices = (t: Translate): ChoiceOption[] => choicesOf(emotionLabels, 'feeling', t);
export const interactionChoices = (t: Translate): ChoiceOption[] => choicesOf(interactionTypes, 'rule', t);
export const lifeEventChoices = (t: Translate): ChoiceOption[] => choicesOf(lifeEventKinds.filter((kind) => kind !== 'none'), 'life', t);
export const categoryChoices = (t: Translate): ChoiceOption[] => choicesOf(factCategories, 'category', t);
export const episodeChoices = (t: Translate): ChoiceOption[] => choicesOf(episodeTypes, 'episode_type', t);
/** The moods every companion knows; kept in step with the engine's defaults by what it answers. */
export const usualMoods = ['neutral', 'happy', 'sad', 'excited', 'concerned', 'playful', 'loving'] as const;
/** The levels of a companion that has none of its own, with their points. */
export const usualLevels = [['stranger', 0, 20], ['acquaintance', 21, 40], ['friend', 41, 60], ['close_friend', 61, 80], ['soulmate', 81, 100]] as const;

export function languageChoices(language: Language): ChoiceOption[] {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return personalityLanguages.map((value) => ({ value, label: capital(names.of(value) ?? value) }));
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
