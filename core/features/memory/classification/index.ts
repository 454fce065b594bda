// Classification: what each message is, and what search makes of it.
export { createClassificationHandlers } from './classification-handlers.ts';
export { createMessageClassification } from './message-classification.ts';
export type { MessageClassification } from './message-classification.ts';
export { createMessageClassifier } from './message-classifier.ts';
export { createNearestCategory } from './nearest-category.ts';
export { asksForClassification, createClassificationWeights, matchesClassification } from './weights.ts';
export type { ClassificationWeights } from './weights.ts';
