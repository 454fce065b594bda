// The door of character.
export { compileCharacter } from './compile/index.ts';
export type { CompiledCharacter, ExampleExchange } from './compile/index.ts';
export { applyModifier, baseParameters } from './compile/index.ts';
export { createCardHandlers } from './cards/index.ts';
export { createCharacterHandlers } from './character-handlers.ts';
export { createCharacterService } from './character-service.ts';
export type { CharacterService } from './character-service.ts';
export { defaultLevels, levelsOf, spanishDefaultLevels } from './levels.ts';
export { createLore, createLorebookHandlers } from './lore/index.ts';
export type { ActivatedEntry, ActivatedLore } from './lore/index.ts';
export { expandMacros } from './macros.ts';
export { nameInPrompt } from './name-in-prompt.ts';
export { parametersOf, storedParameters } from './parameters-of.ts';
export { installShippedPersonalities, loadShippedPersonalities } from './shipped.ts';
export type { ShippedPersonalities } from './shipped.ts';
export { greetingsIn, maximumGreetings } from './summarize.ts';
