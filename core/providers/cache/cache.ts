// What a cache must do: keep values for a while. Anything in it may be gone at any time; rules in README.md, checked by conformance.ts.
import type { ComponentHealth } from '../../contract/health.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type * as z from 'zod';

/** `errors`: questions that a server did not answer. */
export type CacheStatistics = { hits: number; misses: number; errors: number };

/** Values are JSON; what comes back is a copy. All failures but wrong arguments are misses, never errors: a cache must not break a turn. */
export interface Cache {
  get(key: string): Promise<unknown>;
  /** Without `ttlSeconds` the value stays until it is pushed out. */
  set(key: string, value: unknown, ttlSeconds?: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Everything, or the keys that start with `prefix`. False when the cache could not be reached, and something of it may be left. */
  clear(prefix?: string): Promise<boolean>;
  statistics(): CacheStatistics;
  /** False while nothing would be found or kept. */
  isAvailable(): boolean;
  health(): Promise<ComponentHealth>;
  close(): Promise<void>;
}

export type CacheDeps = { clock: Clock; log: Log; secret(name: string): Promise<string | undefined> };
export type CacheProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  options: Options;
  create(options: z.infer<Options>, deps: CacheDeps): Promise<Cache>;
};
