// `luminora backup` as processes: made, listed, put back after a question, and undone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backup } from '../core/contract/index.ts';
import { startBin } from './testing/run-bin.ts';

const scripted = ['--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-cli-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const run = (words: string[], input = '') => startBin([...words, '--data', folder, ...scripted], { input }).finished;
const found = async (word: string) => (await run(['chat'], `/search ${word}\n`)).output;

it('puts back what was there, and undoes that', async () => {
  expect((await run(['backup', 'list', '--lang', 'es'])).output).toContain('Aún no hay');
  await run(['chat'], 'Mi perro se llama Max\n');
  const { backup } = JSON.parse((await run(['backup', 'create', '--json'])).output) as { backup: Backup };
  await run(['chat'], 'Mi gata se llama Perla\n');
  const listed = await run(['backup', 'list']);
  expect([listed.status, listed.output]).toEqual([0, expect.stringMatching(new RegExp(`^${backup.id}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  on request  [\\d.]+ [KMG]?B`))]);

  const unasked = await run(['backup', 'restore', backup.id], 'y\n');
  expect([unasked.status, unasked.errors]).toEqual([2, expect.stringContaining('--yes')]);
  expect(await found('Perla')).toContain('Mi gata se llama Perla');
  const restored = await run(['backup', 'restore', backup.id, '--yes']);
  const undo = /luminora backup restore (\S+)/.exec(restored.output)?.[1] ?? '';
  expect([restored.status, undo]).toEqual([0, expect.stringMatching(/^before-restore-/)]);
  const after = await found('Perla Max');
  expect([after.includes('Max'), after.includes('Mi gata se llama Perla')]).toEqual([true, false]);
  const undone = JSON.parse((await run(['backup', 'restore', undo, '--yes', '--json'])).output) as { restored: Backup; backup: Backup };
  expect([undone.restored.id, undone.backup.kind]).toEqual([undo, 'restore']);
  expect(await found('Perla')).toContain('Mi gata se llama Perla');

  const { backups } = JSON.parse((await run(['backup', 'list', '--json'])).output) as { backups: Backup[] };
  expect(backups.map(({ kind }) => kind)).toEqual(['restore', 'restore', 'manual']);
  expect((await run(['backup', 'restore', 'manual-000999-schema-7.db', '--yes'])).status).toBe(3);
  const elsewhere = await run(['backup', 'restore', '../luminora.db', '--yes']);
  expect([elsewhere.status, elsewhere.errors]).toEqual([2, expect.stringContaining('id: the name of a backup')]);
}, 300_000);
