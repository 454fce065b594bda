import { describe, expect, it } from 'vitest';
import type { ComponentHealth } from '../../contract/health.ts';
import { LuminoraError } from '../../contract/errors.ts';
import { createHealthService } from './health-service.ts';

const part = (status: ComponentHealth['status'], latency_ms: number | null = null): ComponentHealth => ({ component: 'called otherwise', status, message: 'm', latency_ms, details: {}, instructions: null });
const report = (checks: Parameters<typeof createHealthService>[0]['checks']) => createHealthService({ checks, clock: { now: () => 5 }, version: '1', patienceMs: 20 })();

describe('health', () => {
  it('is that of the worst part', async () => {
    expect(await report({ a: async () => part('ok', 3), b: async () => part('ok') })).toMatchObject({ status: 'ok', version: '1', checked_at: 5, components: [{ component: 'a', latency_ms: 3 }, { component: 'b', latency_ms: expect.any(Number) }] });
    expect((await report({ a: async () => part('warning'), b: async () => part('ok') })).status).toBe('warning');
    expect((await report({ a: async () => part('warning'), b: async () => part('error') })).status).toBe('error');
    expect((await report({})).status).toBe('ok');
  });
  it('does not wait for a part that is silent, nor fail with one that does', async () => {
    const { components } = await report({
      silent: () => new Promise(() => undefined), failing: () => Promise.reject(new LuminoraError('model_missing', 'none')), odd: () => { throw new Error('secret'); }, fine: async () => part('ok'),
    });
    expect(components.map(({ component, status, message }) => [component, status, message])).toEqual([
      ['silent', 'error', 'No answer within 0.02 s.'], ['failing', 'error', 'none'], ['odd', 'error', expect.not.stringContaining('secret')], ['fine', 'ok', 'm'],
    ]);
  });
});
