import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../../contract/errors.ts';
import type { EngineEvent } from '../../contract/events.ts';
import { silentLog } from '../../lib/log.ts';
import type { LanguageModel, ModelInfo, PullProgress } from '../../providers/llm/llm.ts';
import { createScriptedModel } from '../../providers/llm/scripted.ts';
import { collect } from '../../testing/test-chat.ts';
import { createModelSlot } from './model-slot.ts';
import { createModelsService } from './models-service.ts';

const info = (name: string, is_installed = false): ModelInfo => ({ name, title: name, size_bytes: 100, is_installed, licence: 'MIT', context_tokens: 100 });
const progress = (completed_bytes: number, more: Partial<PullProgress> = {}): PullProgress => ({ status: 'downloading', completed_bytes, total_bytes: 100, bytes_per_second: 10, source: 'hub', ...more });
const model = (more: Partial<LanguageModel> = {}): LanguageModel => ({ ...createScriptedModel().model, ...more });

function serve(current: () => Promise<LanguageModel>, local: Record<string, LanguageModel>, mayFetch: (model: string) => Promise<void> = async () => {}) {
  const events: EngineEvent[] = [];
  let changes = 0;
  const service = createModelsService({
    slot: createModelSlot(current, silentLog), localProviders: Object.fromEntries(Object.entries(local).map(([id, one]) => [id, async () => one])), configuredName: () => 'auto', bytesSent: () => 7,
    broadcast: (event) => events.push(event), mayFetch, modelsChanged: () => { changes += 1; },
  });
  return { service, events, changed: () => changes };
}

describe('models', () => {
  it('are those of every local provider that answers, the one in force marked', async () => {
    const embedded = model({ models: async () => [info('small', true), info('large')], identity: async () => ({ id: 'embedded', model: 'small', location: 'this machine', is_local: true }) });
    const { service } = serve(async () => embedded, { embedded, ollama: model({ models: () => Promise.reject(new Error('not running')) }) });
    expect((await service.list()).map(({ provider, name, is_current }) => [provider, name, is_current])).toEqual([['embedded', 'small', true], ['embedded', 'large', false]]);
    expect(await service.status()).toMatchObject({ current: { provider: 'embedded', model: 'small' }, configured: 'auto', needs_download: false, default_model: { name: 'small' }, bytes_sent: 7 });
  });

  it('without one that can answer, the status says why and whether a download helps', async () => {
    const missing = () => Promise.reject(new LuminoraError('model_missing', 'No model yet.'));
    const { service } = serve(missing, { embedded: model({ models: async () => [info('small')] }) });
    expect(await service.status()).toMatchObject({ current: null, reason: 'No model yet.', needs_download: true, default_model: { name: 'small', is_installed: false } });
    expect(await serve(missing, { embedded: model({ models: async () => [info('small', true)] }) }).service.status()).toMatchObject({ needs_download: false });
    expect(await serve(missing, {}).service.status()).toMatchObject({ needs_download: false, default_model: null });
    const ill = model({ health: async () => ({ component: 'llm', status: 'error', message: 'It does not load.', latency_ms: null, details: {}, instructions: null }) });
    expect(await serve(async () => ill, {}).service.status()).toMatchObject({ current: null, reason: 'It does not load.' });
  });

  it('are fetched with progress for whoever asks and for every screen', async () => {
    const embedded = model({ models: async () => [info('small')], async *pull() { yield progress(0, { total_bytes: null, bytes_per_second: null }); yield progress(50); yield progress(100); } });
    const { service, events, changed } = serve(async () => embedded, { embedded });
    const pulled = await collect(service.pull({ model: 'small' }));
    expect(pulled.map(({ type, completed_bytes, seconds_left }) => [type, completed_bytes, seconds_left])).toEqual([['progress', 0, null], ['progress', 50, 5], ['progress', 100, 0], ['end', 100, 0]]);
    expect(events.map(({ type }) => type)).toEqual(['download-progress', 'download-progress', 'download-progress', 'download-end']);
    expect(events.at(-1)).toEqual({ type: 'download-end', model: 'small', error: null });
    expect(changed()).toBe(1);
  });

  it('are not fetched when they may not be', async () => {
    const embedded = model({ models: async () => [info('small')], async *pull() { yield progress(0); } });
    const { service, events } = serve(async () => embedded, { embedded }, (name) => Promise.reject(new LuminoraError('feature_off', `offline: ${name}`)));
    await expect(collect(service.pull({ model: 'small' }))).rejects.toMatchObject({ code: 'feature_off', message: 'offline: small' });
    expect(events).toEqual([]);
  });

  it('there already are fetched at once', async () => {
    const embedded = model({ async *pull() { /* Nothing to fetch. */ } });
    expect(await collect(serve(async () => embedded, { embedded }).service.pull({}))).toEqual([{ type: 'end', status: 'done', completed_bytes: 0, total_bytes: 0, bytes_per_second: null, seconds_left: 0, source: null }]);
  });

  it('a download that fails, or is left, ends for the screens too', async () => {
    const failing = model({ async *pull() { yield progress(10, { total_bytes: null }); throw new LuminoraError('download_failed', 'no network'); } });
    const failed = serve(async () => failing, { embedded: failing });
    await expect(collect(failed.service.pull({}))).rejects.toMatchObject({ code: 'download_failed' });
    expect(failed.events.at(-1)).toMatchObject({ type: 'download-end', model: 'default', error: { code: 'download_failed' } });

    let isReleased = false;
    const endless = model({ async *pull() { try { for (;;) yield progress(10); } finally { isReleased = true; } } });
    const left = serve(async () => endless, { embedded: endless });
    for await (const event of left.service.pull({ model: 'small' })) if (event.type === 'progress') break;
    expect(isReleased).toBe(true);
    expect(left.events.at(-1)).toMatchObject({ type: 'download-end', model: 'small', error: { code: 'cancelled' } });
    expect(left.changed()).toBe(0);
    await expect(collect(left.service.pull({ provider: 'nobody' }))).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('the slot of the model in force', () => {
  it('makes a model when it is wanted, again after a failure, and closes the old one when nobody uses it', async () => {
    const closed: number[] = [];
    const warnings: string[] = [];
    let made = 0;
    const slot = createModelSlot(async () => {
      made += 1;
      const number = made;
      if (number === 1) throw new Error('first');
      return model({ close: async () => { closed.push(number); if (number === 3) throw new Error('stuck'); } });
    }, { ...silentLog, warn: (event) => warnings.push(event) });
    await expect(slot.current()).rejects.toThrow('first');
    expect(await slot.current()).toBe(await slot.current());
    let release = () => {};
    slot.replace(new Promise<void>((resolve) => { release = resolve; }));
    slot.replace(Promise.resolve());
    await slot.current();
    expect(closed).toEqual([]);
    release();
    await slot.close();
    expect(closed.sort()).toEqual([2, 3]);
    expect(warnings).toEqual(['model-close-failed']);
    await slot.close();
  });
});
