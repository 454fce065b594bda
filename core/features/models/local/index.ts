// The door of model files.
export { createLocalModelsHandlers } from './local-models-handlers.ts';
export { createLocalModels } from './local-models-service.ts';
export type { LocalModelsParts, LocalModelsService } from './local-models-service.ts';
export { readMachine } from './machine.ts';
export { readChoices } from './choices.ts';
export type { ChoicesParts, RunningModel } from './choices.ts';
