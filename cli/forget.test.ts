// `luminora forget` as a process: shows, asks for a yes, forgets, and lets it be learnt again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Luminora } from '../core/index.ts';
import { root, startBin } from './testing/run-bin.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-forget-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const scripted = ['--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
const forget = (words: string[]) => startBin(['forget', ...words, '--data', folder, ...scripted], {}).finished;
const open = () => Luminora.fromConfig(undefined, { dataFolder: folder, env: { ...process.env, LUMINORA_LLM_PROVIDER: 'scripted', LUMINORA_EMBEDDING_PROVIDER: 'scripted' } });

it('shows what goes, refuses without a yes, forgets with one, and may be allowed again', async () => {
  expect(root).not.toBe('');
  const before = await open();
  const fact = await before.addFact({ category: 'relationships', key: 'sister_name', value: 'Zulema' });
  expect((await before.previewForgetting({ kind: 'fact', id: fact.id })).counts.facts).toBe(1);
  await before.close();

  const unsure = await forget(['fact', fact.id, '--lang', 'es']);
  expect([unsure.status, unsure.output, unsure.errors]).toEqual([2, expect.stringMatching(/Datos: 1[\s\S]*Zulema/), expect.stringContaining('--yes')]);
  const shown = JSON.parse((await forget(['fact', fact.id, '--json'])).output) as { preview: { counts: { facts: number } }; forgotten: unknown };
  expect([shown.preview.counts.facts, shown.forgotten]).toEqual([1, null]);
  const done = await forget(['person', 'zulema', '--yes', '--lang', 'en']);
  expect([done.status, done.output]).toEqual([0, expect.stringContaining('Forgotten.')]);
  const gone = await forget(['fact', fact.id, '--yes', '--lang', 'en']);
  expect([gone.status === 0, gone.errors]).toEqual([false, expect.stringContaining('no fact')]);
  const listed = await forget(['list']);
  const id = /^\w+/.exec(listed.output)![0];
  expect(listed.output).toContain('person');
  expect((await forget(['allow', id, '--lang', 'en'])).output).toContain('learnt again');

  const after = await open();
  expect([await after.getFacts(), await after.forgotten()]).toEqual([[], []]);
  await after.close();
}, 300_000);
