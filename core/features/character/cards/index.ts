// Character cards: files of other programs, in and out.
export { cardOf } from './card-of-personality.ts';
export { createCardHandlers } from './card-handlers.ts';
export { personalityOfCard } from './personality-of-card.ts';
export { readCard } from './read-card.ts';
export type { ReadCard } from './read-card.ts';
export { readSprites } from './sprites.ts';
export { writeCard } from './write-card.ts';
export type { CardFormat, CardInput, WrittenCard } from './write-card.ts';
