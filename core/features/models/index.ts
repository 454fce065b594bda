// The door of models.
export { createModelSlot } from './model-slot.ts';
export type { ModelSlot } from './model-slot.ts';
export { createModelsHandlers } from './models-handlers.ts';
export { createModelsService } from './models-service.ts';
export { createLocalModels, createLocalModelsHandlers, readChoices, readMachine } from './local/index.ts';
export type { ChoicesParts, LocalModelsParts, LocalModelsService, RunningModel } from './local/index.ts';
