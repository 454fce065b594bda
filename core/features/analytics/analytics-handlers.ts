// The statistics' part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import { createAnalyticsService, type AnalyticsParts } from './analytics-service.ts';

export function createAnalyticsHandlers(builder: HandlerBuilder, parts: AnalyticsParts) {
  const analytics = createAnalyticsService(parts);
  return { get: builder.analytics.get.handler(({ input }) => analytics(input)) };
}
