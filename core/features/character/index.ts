// The door of character.
export { createCharacterService } from './character-service.ts';
export type { CharacterService } from './character-service.ts';
export { installShippedPersonalities } from './shipped.ts';
export type { CompiledCharacter, ExampleExchange } from './compile.ts';
