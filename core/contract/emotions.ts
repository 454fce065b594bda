// The emotions a message is read for, and how they gather into the few basic ones. Data only.

/** The 27 emotions of GoEmotions and neutral, in its order (D. Demszky et al., "GoEmotions: A Dataset of Fine-Grained Emotions", ACL 2020). */
export const emotionLabels = [
  'admiration', 'amusement', 'anger', 'annoyance', 'approval', 'caring', 'confusion', 'curiosity', 'desire', 'disappointment', 'disapproval', 'disgust', 'embarrassment', 'excitement',
  'fear', 'gratitude', 'grief', 'joy', 'love', 'nervousness', 'optimism', 'pride', 'realization', 'relief', 'remorse', 'sadness', 'surprise', 'neutral',
] as const;
export type EmotionLabel = (typeof emotionLabels)[number];

/** Ekman's six, and none of them. */
export const basicEmotions = ['anger', 'disgust', 'fear', 'joy', 'sadness', 'surprise', 'none'] as const;
export type BasicEmotion = (typeof basicEmotions)[number];

/**
 * The basic emotion of each label: the grouping of the GoEmotions paper (appendix, after Ekman), except that attitudes and states of knowing -
 * approval, disapproval, caring, desire, embarrassment, confusion, curiosity, realization - are no basic emotion.
 */
export const basicEmotionOf: Record<EmotionLabel, BasicEmotion> = {
  anger: 'anger', annoyance: 'anger',
  disgust: 'disgust',
  fear: 'fear', nervousness: 'fear',
  admiration: 'joy', amusement: 'joy', excitement: 'joy', gratitude: 'joy', joy: 'joy', love: 'joy', optimism: 'joy', pride: 'joy', relief: 'joy',
  disappointment: 'sadness', grief: 'sadness', remorse: 'sadness', sadness: 'sadness',
  surprise: 'surprise',
  approval: 'none', disapproval: 'none', caring: 'none', desire: 'none', embarrassment: 'none', confusion: 'none', curiosity: 'none', realization: 'none', neutral: 'none',
};
