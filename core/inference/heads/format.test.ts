import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDense } from './dense.ts';
import { loadHead, parseHead } from './format.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'luminora-heads-'));
  // Six int8 numbers in units of 1/127, two bytes to fill up, two float32 numbers.
  const bytes = Buffer.concat([Buffer.from(Int8Array.of(127, -127, 64, 0, 32, -64).buffer), Buffer.alloc(2), Buffer.from(Float32Array.of(0.125, -2).buffer)]);
  const header = {
    format: 'luminora-head', version: 1, name: 'small', labels: ['yes', 'no'], embedding: { model: 'm', revision: 'r', dimension: 3 }, settings: { cut: 0.5 }, licence: 'none', attribution: 'own', bytes: 16,
    tensors: [{ name: 'out.weights', type: 'int8', shape: [2, 3], offset: 0, scale: 1 / 127 }, { name: 'out.bias', type: 'float32', shape: [2], offset: 8 }],
  };
  const files = { 'small.json': Buffer.from(JSON.stringify(header, null, 2)), 'small.bin': bytes };
  const list = Object.entries(files).map(([path, content]) => ({ path, size_bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }));
  for (const [path, content] of [...Object.entries(files), ['checksums.json', JSON.stringify({ files: list })] as const]) await writeFile(join(folder, path), content);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const texts = async () => ({ json: await readFile(join(folder, 'small.json'), 'utf8'), bytes: new Uint8Array(await readFile(join(folder, 'small.bin'))) });
const damagedError = expect.objectContaining({ code: 'model_damaged' });

describe('a head\'s weight file', () => {
  it('gives back what was written, rounded to int8', async () => {
    const file = await loadHead(folder, 'small');
    expect(file.header.settings).toEqual({ cut: 0.5 });
    const layer = readDense(file, 'out', 3, 2);
    expect([...layer.bias]).toEqual([0.125, -2]);
    [1, -1, 0.5, 0, 0.25, -0.5].forEach((value, index) => expect(layer.weights[index]).toBeCloseTo(value, 2));
  });

  it('is refused when a byte of the numbers or of the description changed', async () => {
    for (const name of ['small.bin', 'small.json']) {
      const whole = await readFile(join(folder, name));
      const changed = Buffer.from(whole);
      changed[changed.length - 4]! ^= 1;
      await writeFile(join(folder, name), changed);
      await expect(loadHead(folder, 'small')).rejects.toEqual(damagedError);
      await writeFile(join(folder, name), whole);
    }
    await expect(loadHead(folder, 'small')).resolves.toBeDefined();
  });

  it('is refused when cut short, unlisted or missing', async () => {
    const { bytes } = await texts();
    await writeFile(join(folder, 'small.bin'), bytes.slice(0, 8));
    await expect(loadHead(folder, 'small')).rejects.toEqual(damagedError);
    await rm(join(folder, 'small.bin'));
    await expect(loadHead(folder, 'small')).rejects.toMatchObject({ code: 'model_missing' });
    await expect(loadHead(folder, 'other')).rejects.toEqual(damagedError);
    await writeFile(join(folder, 'checksums.json'), '{"files":');
    await expect(loadHead(folder, 'small')).rejects.toEqual(damagedError);
    await rm(join(folder, 'checksums.json'));
    await expect(loadHead(folder, 'small')).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('is refused when description and numbers do not belong together', async () => {
    const { json, bytes } = await texts();
    const withChange = (from: string | RegExp, to: string) => () => parseHead('small', json.replace(from, to), bytes);
    expect(withChange('luminora-head', 'other-head')).toThrow(damagedError);
    expect(withChange('"version": 1', '"version": 2')).toThrow(damagedError);
    expect(withChange('"name": "small"', '"name": "large"')).toThrow(damagedError);
    expect(withChange(/"shape": \[\s*2,\s*3\s*\]/, '"shape": [2000, 3]')).toThrow(damagedError);
    expect(withChange('"offset": 8', '"offset": 7')).toThrow(damagedError);
    expect(() => parseHead('small', json.slice(0, -20), bytes)).toThrow(damagedError);
    expect(() => parseHead('small', json, bytes.slice(4))).toThrow(damagedError);
    const notANumber = bytes.slice();
    notANumber.set([0, 0, 0xc0, 0x7f], 8);
    expect(() => parseHead('small', json, notANumber)).toThrow(damagedError);
  });

  it('is refused when a tensor is missing or shaped otherwise than its reader expects', async () => {
    const { json, bytes } = await texts();
    const file = parseHead('small', json, bytes);
    expect(() => readDense(file, 'hidden', 3, 2)).toThrow(damagedError);
    expect(() => readDense(file, 'out', 4, 2)).toThrow(damagedError);
    expect(file.tensor('out.weights', [-1, 3]).shape).toEqual([2, 3]);
  });
});
