// The measurements' part of the contract.
import type { HandlerBuilder } from '../handler-builder.ts';
import type { BenchmarkService } from './benchmark-service.ts';

export function createBenchmarkHandlers(builder: HandlerBuilder, { benchmarks }: { benchmarks: Pick<BenchmarkService, 'list' | 'start' | 'stop' | 'remove'> }) {
  return {
    list: builder.benchmarks.list.handler(() => benchmarks.list()),
    start: builder.benchmarks.start.handler(({ input }) => benchmarks.start(input)),
    stop: builder.benchmarks.stop.handler(async () => {
      await benchmarks.stop();
      return {};
    }),
    remove: builder.benchmarks.remove.handler(async ({ input }) => {
      await benchmarks.remove(input.id);
      return {};
    }),
  };
}
