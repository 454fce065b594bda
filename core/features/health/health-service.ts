// How each part is, asked all at once; a part that does not answer in time is an error, not a wait.
import { contractVersion } from '../../contract/index.ts';
import type { ComponentHealth, HealthReport } from '../../contract/health.ts';
import { toErrorData } from '../../contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';

export type HealthChecks = Readonly<Record<string, () => Promise<ComponentHealth>>>;

/** @param parts `patienceMs`: longest wait for one part */
export function createHealthService(parts: { checks: HealthChecks; clock: Clock; version: string; patienceMs?: number }): () => Promise<HealthReport> {
  const { patienceMs = 5000 } = parts;
  return async () => {
    const components = await Promise.all(Object.entries(parts.checks).map(([component, check]) => checkOne(component, check, patienceMs)));
    const worst = components.some((part) => part.status === 'error') ? 'error' : components.some((part) => part.status === 'warning') ? 'warning' : 'ok';
    return { status: worst, version: parts.version, contract_version: contractVersion, checked_at: parts.clock.now(), components };
  };
}

async function checkOne(component: string, check: () => Promise<ComponentHealth>, patienceMs: number): Promise<ComponentHealth> {
  const start = performance.now();
  const failed = (message: string): ComponentHealth => ({ component, status: 'error', message, latency_ms: performance.now() - start, details: {}, instructions: 'See the log for details.' });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ComponentHealth>((resolve) => { timer = setTimeout(() => resolve(failed(`No answer within ${patienceMs / 1000} s.`)), patienceMs); });
  try {
    const health = await Promise.race([check(), late]);
    return { ...health, component, latency_ms: health.latency_ms ?? Math.round((performance.now() - start) * 100) / 100 };
  } catch (error) {
    return failed(toErrorData(error).message);
  } finally {
    clearTimeout(timer);
  }
}
