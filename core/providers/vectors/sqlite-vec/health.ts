// The vector index's entry of the health report.
import type Database from 'better-sqlite3';
import type { ComponentHealth } from '../../../contract/health.ts';
import type { AnnIndexes } from './ann-indexes.ts';

/** Never throws. */
export function checkIndexHealth(db: Database.Database, file: string, approximate: ReturnType<AnnIndexes['report']>): ComponentHealth {
  const started = performance.now();
  const latency = (): number => performance.now() - started;
  try {
    const version = db.prepare('SELECT vec_version()').pluck().get();
    const spaces = db.prepare<[], { id: string; dimension: number; vectors: number }>(
      'SELECT s.id, s.dimension, (SELECT count(*) FROM owners o WHERE o.space = s.number) AS vectors FROM spaces s ORDER BY s.number').all();
    const vectors = spaces.reduce((sum, space) => sum + space.vectors, 0);
    return { component: 'vectors', status: 'ok', message: `The index holds ${vectors} vectors.`, latency_ms: latency(), details: { path: file, version, spaces, approximate }, instructions: null };
  } catch (error) {
    return {
      component: 'vectors', status: 'error', message: error instanceof Error ? error.message : String(error), latency_ms: latency(), details: { path: file },
      instructions: `Close Luminora, delete ${file} and start again: the index is built anew from the messages.`,
    };
  }
}
