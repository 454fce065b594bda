// A disk that fills up while a model comes: a small file system of its own, mounted for the test where that is allowed.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStoreFixture, collect, someBytes, tinyFiles, tinyModel, type StoreFixture } from './testing/store-fixture.ts';

/** Mounts 4 MB at the folder; the reason where the system does not let us. */
function mountSmall(folder: string): string | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim().split('\n').at(-1) ?? 'mount failed' : 'mount failed';
  }
}

const folder = await mkdtemp(join(tmpdir(), 'luminora-full-disk-'));
const obstacle = process.platform === 'linux' ? mountSmall(folder) : 'only Linux mounts a small disk so simply';
if (obstacle !== null) process.stderr.write(`Skipped, no small disk can be mounted here: ${obstacle}\n`);
let fixture: StoreFixture;
beforeAll(async () => { fixture = await createStoreFixture([tinyModel], { downloadsFolder: folder }); });
afterAll(async () => {
  await fixture.close();
  if (obstacle === null) execFileSync('umount', [folder]);
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(obstacle !== null)('a full disk', () => {
  it('is found before anything comes', async () => {
    await writeFile(join(folder, 'ballast'), someBytes(3_600_000, 1));
    await expect(collect(fixture.store.download('tiny', 'fp32'))).rejects.toMatchObject({ code: 'storage_full', message: expect.stringMatching(/0 MB free; 1 MB are needed/) });
    expect(fixture.hub.seen.filter((request) => request.path.includes('/resolve/'))).toEqual([]);
    await rm(join(folder, 'ballast'));
  });

  it.each([['in ranges', 200_000], ['in one piece', 10_000_000]])('met on the way (%s) ends with storage_full, keeps what has come, and goes on when there is room', async (_, parallelFromBytes) => {
    // Something else takes the room while the file comes: slowly, so that it is taken in the middle.
    let isTaken = false;
    fixture.hub.misbehave = (seen, response, content) => {
      if (!seen.path.endsWith('.onnx')) return false;
      const [, from = '0', to = String(content.length - 1)] = /bytes=(\d+)-(\d*)/.exec(seen.range ?? '') ?? [];
      const bytes = content.subarray(Number(from), Number(to) + 1);
      response.writeHead(seen.range === null ? 200 : 206, { 'content-length': bytes.length, ...(seen.range === null ? {} : { 'content-range': `bytes ${from}-${to}/${content.length}` }) });
      response.write(bytes.subarray(0, 100_000));
      setTimeout(async () => {
        isTaken = true;
        // Until nothing more fits.
        await writeFile(join(folder, 'ballast'), someBytes(4_200_000, 2)).catch(() => undefined);
        response.end(bytes.subarray(100_000));
      }, 300);
      return true;
    };
    const store = fixture.open({ parallelFromBytes });
    await expect(collect(store.download('tiny', 'fp32'))).rejects.toMatchObject({ code: 'storage_full' });
    expect(isTaken).toBe(true);
    expect(await readdir(join(folder, 'tiny/onnx'))).not.toContain('model.onnx');
    await rm(join(folder, 'ballast'));
    fixture.hub.misbehave = null;
    const whole = tinyFiles['onnx/model.onnx'].length;
    const small = Object.entries(tinyFiles).filter(([path]) => !path.endsWith('.onnx')).reduce((sum, [, content]) => sum + content.length, 0);
    const kept = (await store.list())[0]!.variants.find(({ precision }) => precision === 'fp32')!.completed_bytes - small;
    expect(kept).toBeGreaterThanOrEqual(100_000);
    fixture.hub.seen.length = 0;
    await collect(store.download('tiny', 'fp32'));
    // Only the rest is asked for.
    const asked = fixture.hub.seen.filter(({ path }) => path.endsWith('.onnx')).map(({ range }) => /^bytes=(\d+)-(\d*)$/.exec(range ?? 'bytes=0-')!);
    expect(asked.reduce((sum, [, from, to]) => sum + (to === '' ? whole : Number(to) + 1) - Number(from), 0)).toBe(whole - kept);
    expect((await stat(join(folder, 'tiny/onnx/model.onnx'))).size).toBe(tinyFiles['onnx/model.onnx'].length);
    await store.locate('tiny', 'fp32');
    await store.remove('tiny');
  });

  it('does not let an imported model half in', async () => {
    const source = join(fixture.scratch, 'carried');
    for (const [path, content] of Object.entries({ ...tinyFiles, 'onnx/model_fp16.onnx': someBytes(5_000_000, 5) })) {
      await mkdir(join(source, path, '..'), { recursive: true });
      await writeFile(join(source, path), content);
    }
    await expect(fixture.store.importFolder(source)).rejects.toMatchObject({ code: 'storage_full' });
    expect((await fixture.store.list()).map(({ model }) => model.id)).toEqual(['tiny']);
    expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => entry.name)).toEqual([]);
  });
});
