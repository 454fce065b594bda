// The door of the statistics.
export { createAnalyticsHandlers } from './analytics-handlers.ts';
export { createAnalyticsService } from './analytics-service.ts';
