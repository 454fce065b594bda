// `luminora models pull NAME` and what follows, as processes, with a model hub on loopback.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalModel } from '../core/contract/index.ts';
import { startModelHub, type ModelHub } from '../core/testing/model-hub.ts';
import { startBin, type Finished } from './testing/run-bin.ts';

const weights = randomBytes(1_500_000);
const sha256 = createHash('sha256').update(weights).digest('hex');
const licence = { name: 'Test terms', url: 'https://example.com/terms', notice: 'Read them.', needs_acceptance: true };
const model = {
  id: 'order', kind: 'reranker', title: 'Order', description: '', licence, languages: [], folder: 'order', max_tokens: 64, sources: [{ kind: 'hub', repository: 'acme/order', revision: 'main' }],
  variants: [{ precision: 'int8', weights: 'model.onnx', files: [{ path: 'model.onnx', size_bytes: weights.byteLength, sha256 }] }],
};
let folder: string;
let hub: ModelHub;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'luminora-pull-'));
  hub = await startModelHub({ 'acme/order': { 'model.onnx': weights } });
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify({ version: 2, hub: { base_url: 'https://example.com' }, defaults: { embedding: 'x', llm: 'x' }, models: [model] }));
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const words = (...command: string[]) => ['models', ...command, '--data', join(folder, 'data'), '--set', `models.catalogue=${join(folder, 'catalogue.json')}`, '--set', `models.hub_base_url=${hub.url}`, '--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
const run = (...command: string[]): Promise<Finished> => startBin(words(...command)).finished;
const order = async () => (JSON.parse((await run('list', '--json')).output) as { local: LocalModel[] }).local.find(({ id }) => id === 'order')!;

it('asks for the licence, stops at Ctrl+C with what has come, goes on, checks, and removes', async () => {
  const refused = await run('pull', 'order');
  expect([refused.status, refused.output.includes('https://example.com/terms'), refused.errors.includes('--accept-licence')]).toEqual([2, true, true]);
  expect(hub.requests).toEqual([]);

  hub.allow(600_000);
  const stopped = startBin(words('pull', 'order', '--accept-licence', '--json'));
  let said = '';
  stopped.child.stdout?.on('data', (chunk: Buffer) => { said += chunk.toString(); });
  await expect.poll(() => /"completed_bytes":[1-9]/.test(said), { timeout: 60_000 }).toBe(true);
  stopped.child.kill('SIGINT');
  expect((await stopped.finished).status).toBe(130);
  expect(await order()).toMatchObject({ licence: { is_accepted: true }, download: { state: 'paused' }, variants: [{ state: 'partial' }] });

  hub.allow(null);
  hub.requests.length = 0;
  const pulled = await run('pull', 'order', '--json');
  const events = pulled.output.trim().split('\n').map((line) => JSON.parse(line) as { type: string; completed_bytes: number });
  expect([pulled.status, pulled.errors, events.at(-1)]).toMatchObject([0, '', { type: 'end', completed_bytes: weights.byteLength }]);
  expect(Number(/^bytes=(\d+)-/.exec(hub.requests[0]?.range ?? '')?.[1])).toBeGreaterThan(0);
  expect((await order()).variants).toMatchObject([{ state: 'ready' }]);

  const [verified, unsure] = [await run('verify', 'order'), await run('remove', 'order')];
  expect([verified.status, verified.output.split('\n')[0], unsure.status, unsure.errors.includes('--yes')]).toEqual([0, '✓ model.onnx', 2, true]);
  expect(JSON.parse((await run('remove', 'order', '--yes', '--json')).output)).toEqual({ freed_bytes: weights.byteLength });
  expect((await run('verify', 'order')).status).toBe(8);
  expect([(await run('pull', 'nothing-of-this-name')).status !== 0, (await run('remove', 'nothing', '--yes')).status, (await run('import', join(folder, 'nowhere'))).status]).toEqual([true, 3, 2]);
}, 300_000);

it('lists by kind and says what serves what', async () => {
  const listed = await run('list', '--lang', 'es');
  expect(listed.output).toMatch(/Modelos que ordenan lo encontrado:\n(?: {2}\S.*\n)* {2}order {2}Order/);
  expect(listed.output).toMatch(/multilingual-e5-small-latin .* 384 dimensiones · int8 49\.9 MB · MIT · instalado/);
  const chosen = await run('choices');
  expect([chosen.status, chosen.output.includes('documents: multilingual-e5-small-latin (int8, cpu)')]).toEqual([0, true]);
}, 300_000);
