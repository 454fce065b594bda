// The door of lorebooks.
export { activateLore } from './activate-lore.ts';
export type { LoreInput } from './activate-lore.ts';
export type { ActivatedEntry, ActivatedLore } from './activated.ts';
export { createLore } from './create-lore.ts';
export { createLorebookHandlers } from './lorebook-handlers.ts';
export { readLorebook } from './read-lorebook.ts';
