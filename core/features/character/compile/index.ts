// The door of compiling a character.
export { compileCharacter } from './compile-character.ts';
export type { CompiledCharacter, CompileInput } from './compile-character.ts';
export { applyModifier, baseParameters, largestStep, parameterLayers, smoothParameters } from './parameters.ts';
export { buildTree } from './tree.ts';
export type { LevelBranch, MoodLeaf, PersonalityTree } from './tree.ts';
export type { ExampleExchange } from './words.ts';
