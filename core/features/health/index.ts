// The door of health.
export { createHealthService } from './health-service.ts';
export { aliveEvent, aliveEveryMs, createSystemHandlers } from './system-handlers.ts';
