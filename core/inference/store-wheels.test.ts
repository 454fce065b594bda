// A bundled model that is damaged is mended: its good files are copied, the damaged one comes in pieces out of Python packages, by real pip.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CatalogueModel } from './catalogue/schema.ts';
import { collect, createStoreFixture, someBytes, tinyModel } from './testing/store-fixture.ts';

const makeWheel = `
import sys, zipfile
folder, name, piece = sys.argv[1:4]
with zipfile.ZipFile(f'{folder}/{name}-1.0.0-py3-none-any.whl', 'w') as wheel:
    wheel.write(piece, f'{name}/piece')
    wheel.writestr(f'{name}-1.0.0.dist-info/METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: 1.0.0\\n')
    wheel.writestr(f'{name}-1.0.0.dist-info/WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(f'{name}-1.0.0.dist-info/RECORD', '')
`;
const file = (path: string, content: Buffer) => ({ path, size_bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });

it('the damaged file of a bundled model comes from packages, the others from the program', async () => {
  const weights = someBytes(100_000, 4);
  const tokenizer = Buffer.from('{"own":true}');
  const chunks = [0, 1].map((index) => ({ package: `luminora-store-piece${index}`, version: '1.0.0', member: `luminora_store_piece${index}/piece`, file: 'a.onnx' }));
  const model: CatalogueModel = {
    ...tinyModel, folder: 'own', sources: [{ kind: 'bundled' }, { kind: 'wheels', chunks }], variants: [{ precision: 'int8', weights: 'a.onnx', files: [file('tokenizer.json', tokenizer), file('a.onnx', weights)] }],
  };
  const fixture = await createStoreFixture([model], { pythonCommands: ['python3'] });
  const wheels = join(fixture.scratch, 'wheels');
  const own = join(fixture.scratch, 'models/own');
  await mkdir(wheels);
  await mkdir(own);
  await writeFile(join(own, 'tokenizer.json'), tokenizer);
  await writeFile(join(own, 'a.onnx'), Buffer.alloc(weights.length));
  for (const [index, piece] of [weights.subarray(0, 60_000), weights.subarray(60_000)].entries()) {
    const path = join(fixture.scratch, `piece${index}`);
    await writeFile(path, piece);
    execFileSync('python3', ['-c', makeWheel, wheels, `luminora_store_piece${index}`, path]);
  }
  const before = { index: process.env['PIP_NO_INDEX'], links: process.env['PIP_FIND_LINKS'] };
  process.env['PIP_NO_INDEX'] = '1';
  process.env['PIP_FIND_LINKS'] = wheels;
  try {
    await expect(fixture.store.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
    const steps = await collect(fixture.store.download('tiny'));
    expect([...new Set(steps.filter((step) => step.source !== null).map((step) => `${step.file} ${step.source}`))]).toEqual(expect.arrayContaining(['a.onnx wheels']));
    const located = await fixture.store.locate('tiny');
    expect(located.folder).toBe(join(fixture.downloads, 'own'));
    expect(await readFile(join(located.folder, 'a.onnx'))).toEqual(weights);
    expect(await readFile(join(located.folder, 'tokenizer.json'))).toEqual(tokenizer);
    expect(fixture.hub.seen).toEqual([]);
    // Removed, the program's own damaged copy is all there is.
    expect(await fixture.store.remove('tiny')).toBe(weights.length + tokenizer.length);
    await expect(fixture.store.locate('tiny')).rejects.toMatchObject({ code: 'model_damaged' });
  } finally {
    for (const [name, value] of [['PIP_NO_INDEX', before.index], ['PIP_FIND_LINKS', before.links]] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await fixture.close();
  }
});
