// The face of a mood: one of the 28 labels of sprite packs. What the message felt may pick a more exact one of the same kind.
import { emotionLabels, type EmotionLabel } from '../../contract/emotions.ts';
import type { MoodDefinition } from '../../contract/mood-config.ts';
import type { MessageSignals } from '../message-condition.ts';

/** By the mood's own face, the face for an emotion of the message: the companion's answer to it, not a mirror of it. */
const nearFaces: Partial<Record<EmotionLabel, Partial<Record<EmotionLabel, EmotionLabel>>>> = {
  neutral: { curiosity: 'curiosity', confusion: 'curiosity', surprise: 'surprise', realization: 'realization', approval: 'approval', disapproval: 'disapproval' },
  joy: { gratitude: 'gratitude', pride: 'admiration', relief: 'relief', optimism: 'optimism', amusement: 'amusement', approval: 'approval' },
  sadness: { grief: 'grief', disappointment: 'disappointment', disapproval: 'disappointment', anger: 'disappointment', annoyance: 'disappointment' },
  excitement: { surprise: 'surprise', pride: 'pride', optimism: 'optimism', joy: 'joy' },
  caring: { fear: 'nervousness', nervousness: 'nervousness', anger: 'disapproval', disgust: 'disapproval', confusion: 'confusion', grief: 'sadness', sadness: 'sadness' },
  amusement: { surprise: 'surprise', desire: 'desire', joy: 'joy' },
  love: { caring: 'caring', desire: 'desire', gratitude: 'gratitude', admiration: 'admiration' },
};

/** @param felt null: nothing was said, the mood alone shows */
export function expressionOf(mood: MoodDefinition, felt: Pick<MessageSignals, 'emotions' | 'life_event'> | null): EmotionLabel {
  if (felt?.life_event?.kind === 'bereavement' && mood.expression === 'sadness') return 'grief';
  const strongest = felt?.emotions[0];
  const label = emotionLabels.find((known) => known === strongest);
  return (label && nearFaces[mood.expression]?.[label]) ?? mood.expression;
}
