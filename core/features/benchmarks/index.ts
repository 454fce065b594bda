// The door of measuring embedding models.
export { createBenchmarkHandlers } from './benchmark-handlers.ts';
export { createBenchmarkService } from './benchmark-service.ts';
export type { BenchmarkParts, BenchmarkService } from './benchmark-service.ts';
export type { ModelVariant, OpenedModel, OpenModel } from './measure/measured-model.ts';
