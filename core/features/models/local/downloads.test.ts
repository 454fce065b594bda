// Downloads in the engine with a store whose progress the test hands out.
import { describe, expect, it } from 'vitest';
import { LuminoraError } from '../../../contract/errors.ts';
import type { ModelDownload, Precision } from '../../../contract/local-models.ts';
import type { StoreProgress } from '../../../inference/model-store.ts';
import { silentLog } from '../../../lib/log.ts';
import { createDownloads } from './downloads.ts';
import { tellEveryMs } from './teller.ts';

const progress = (completed_bytes: number, more: Partial<StoreProgress> = {}): StoreProgress => ({ status: 'downloading', completed_bytes, total_bytes: 1000, bytes_per_second: 100, source: 'hub', file: 'a', ...more });
const request = (model = 'm', precision: Precision = 'int8') => ({ model, precision, completed_bytes: 0, total_bytes: 1000 });

/** A store that fetches what is pushed, until `finish` or `fail`. */
function createBench() {
  const told: ModelDownload[] = [];
  const ended: string[] = [];
  const discarded: string[] = [];
  const starts: string[] = [];
  const queue: (StoreProgress | 'end' | Error)[] = [];
  let wake = () => {};
  const push = (item: StoreProgress | 'end' | Error) => {
    queue.push(item);
    wake();
  };
  const downloads = createDownloads({
    log: silentLog, tell: (download) => told.push(download), ended: (model, outcome) => ended.push(`${model} ${outcome}`),
    store: {
      async *download(id, precision, signal) {
        starts.push(`${id} ${precision ?? ''}`);
        for (;;) {
          if (signal?.aborted) throw new LuminoraError('cancelled', 'stopped');
          const item = queue.shift();
          if (item === 'end') return;
          if (item instanceof Error) throw item;
          if (item) yield item;
          else await new Promise<void>((resolve) => { wake = resolve; signal?.addEventListener('abort', () => resolve(), { once: true }); });
        }
      },
      async discard(id) {
        discarded.push(id);
        return 10;
      },
    },
  });
  return { downloads, told, ended, discarded, starts, push };
}
const states = (told: readonly ModelDownload[]) => told.map(({ state }) => state);
const settled = () => new Promise((resolve) => { setTimeout(resolve, 5); });

describe('a download in the engine', () => {
  it('tells of itself, and is gone when every file is there', async () => {
    const { downloads, told, ended, push } = createBench();
    expect(downloads.begin(request())).toMatchObject({ model: 'm', precision: 'int8', state: 'running', completed_bytes: 0, total_bytes: 1000 });
    push(progress(400));
    await expect.poll(() => downloads.of('m')).toMatchObject({ completed_bytes: 400, seconds_left: 6, source: 'hub' });
    push(progress(1000, { status: 'verifying', bytes_per_second: null }));
    await expect.poll(() => states(told)).toContain('verifying');
    push('end');
    await expect.poll(() => ended).toEqual(['m ready']);
    expect(downloads.of('m')).toBeNull();
  });

  it('tells at most four times a second, the last figures included', async () => {
    const { downloads, told, push } = createBench();
    downloads.begin(request());
    const started = performance.now();
    for (let bytes = 1; bytes <= 200; bytes += 1) {
      push(progress(bytes));
      await settled();
    }
    await expect.poll(() => told.at(-1)?.completed_bytes).toBe(200);
    expect(told.length).toBeGreaterThan(2);
    expect(told.length).toBeLessThanOrEqual(2 + Math.ceil((performance.now() - started) / tellEveryMs));
    await downloads.close();
  });

  it('rests when it is paused, and goes on when asked again', async () => {
    const { downloads, told, ended, starts, push } = createBench();
    downloads.begin(request());
    push(progress(300));
    await expect.poll(() => downloads.of('m')?.completed_bytes).toBe(300);
    await downloads.pause('m');
    expect(downloads.of('m')).toMatchObject({ state: 'paused', completed_bytes: 300, bytes_per_second: null, error: null });
    expect(told.at(-1)).toMatchObject({ state: 'paused', completed_bytes: 300 });
    await downloads.pause('m');
    await downloads.pause('never begun');
    downloads.begin({ ...request(), completed_bytes: 300 });
    push('end');
    await expect.poll(() => ended).toEqual(['m ready']);
    expect(starts).toEqual(['m int8', 'm int8']);
  });

  it('that is asked for twice runs once', async () => {
    const { downloads, starts, push } = createBench();
    downloads.begin(request());
    push(progress(300));
    await expect.poll(() => downloads.of('m')?.completed_bytes).toBe(300);
    expect(downloads.begin(request())).toMatchObject({ completed_bytes: 300 });
    expect(starts).toHaveLength(1);
    await downloads.close();
  });

  it('that is cancelled loses what had come', async () => {
    const { downloads, ended, discarded, push } = createBench();
    downloads.begin(request());
    push(progress(300));
    await downloads.cancel('m');
    expect([downloads.of('m'), discarded, ended]).toEqual([null, ['m'], ['m discarded']]);
  });

  it('that fails says why until it is begun again', async () => {
    const { downloads, told, push } = createBench();
    downloads.begin(request());
    push(new LuminoraError('download_failed', 'no network'));
    await expect.poll(() => downloads.of('m')?.state).toBe('failed');
    expect(told.at(-1)).toMatchObject({ state: 'failed', error: { code: 'download_failed', message: 'no network' } });
    expect(downloads.begin(request())).toMatchObject({ state: 'running', error: null });
    push(new TypeError('inner words'));
    await expect.poll(() => downloads.of('m')?.error?.code).toBe('internal');
    expect(JSON.stringify(told)).not.toContain('inner words');
  });

  it('stops with the program, several at once', async () => {
    const { downloads, push } = createBench();
    downloads.begin(request('a'));
    downloads.begin(request('b', 'fp16'));
    push(progress(1));
    await downloads.close();
    expect([downloads.of('a')?.state, downloads.of('b')?.state]).toEqual(['paused', 'paused']);
  });
});
