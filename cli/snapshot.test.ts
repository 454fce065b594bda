// `luminora snapshot` as processes: a file out, a look at it, into another folder, never over a file, never replacing unasked.
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Snapshot, SnapshotChanges } from '../core/contract/index.ts';
import { startBin } from './testing/run-bin.ts';

const scripted = ['--set', 'llm_provider.name=scripted', '--set', 'embedding_provider.name=scripted'];
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'luminora-cli-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const run = (data: string, words: string[], input = '') => startBin([...words, '--data', join(folder, data), ...scripted], { input }).finished;
const added = ({ entities }: SnapshotChanges, kind: string) => entities.find(({ entity }) => entity === kind)?.added;

it('carries a folder to another one', async () => {
  expect((await run('one', ['chat'], 'Mi perro se llama Max\n')).status).toBe(0);
  const file = join(folder, 'mine.zip');
  const made = await run('one', ['snapshot', 'create', '--to', file, '--lang', 'es']);
  expect([made.status, made.output]).toEqual([0, expect.stringContaining(`Guardado en ${file}`)]);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  const bytes = readFileSync(file);
  const again = await run('one', ['snapshot', 'create', '--to', file]);
  expect([again.status, readFileSync(file).equals(bytes), again.errors.includes(file)]).toEqual([2, true, true]);
  expect(readdirSync(join(folder, 'one', 'snapshots'))).toEqual([]);

  const shown = JSON.parse((await run('two', ['snapshot', 'preview', file, '--json'])).output) as { snapshot: Snapshot; preview: SnapshotChanges };
  expect([shown.snapshot.manifest.user_id, added(shown.preview, 'message')]).toEqual(['default', 2]);
  const applied = await run('two', ['snapshot', 'apply', file, '--mode', 'merge']);
  expect([applied.status, applied.output]).toEqual([0, expect.stringMatching(/message +2 added/)]);
  const asked = await run('two', ['chat'], '/search Max\n');
  expect(asked.output).toContain('Mi perro se llama Max');

  const unasked = await run('two', ['snapshot', 'apply', file, '--mode', 'replace'], 'y\n');
  expect([unasked.status, unasked.errors]).toEqual([2, expect.stringContaining('--yes')]);
  expect((await run('two', ['snapshot', 'list'])).output).toContain('No snapshot');
  const replaced = JSON.parse((await run('two', ['snapshot', 'apply', file, '--mode', 'replace', '--yes', '--json'])).output) as { applied: SnapshotChanges; backup: Snapshot };
  const list = JSON.parse((await run('two', ['snapshot', 'list', '--json'])).output) as { snapshots: Snapshot[] };
  expect(list.snapshots).toEqual([replaced.backup]);
  const undone = await run('two', ['snapshot', 'apply', replaced.backup.id, '--mode', 'replace', '--yes', '--lang', 'es']);
  expect([undone.status, undone.output]).toEqual([0, expect.stringContaining('Para deshacerlo')]);
}, 300_000);

it('tells what cannot be used, with status 2', async () => {
  const damaged = join(folder, 'damaged.zip');
  writeFileSync(damaged, 'no snapshot');
  for (const words of [['preview', damaged], ['apply', damaged, '--mode', 'merge'], ['preview', join(folder, 'none.zip')], ['apply', damaged, '--mode', 'over'], ['apply', damaged], ['create', '--to', join(folder, 'no', 'folder.zip')]]) {
    const { status, errors } = await run('three', ['snapshot', ...words]);
    expect([words, status, errors === '']).toEqual([words, 2, false]);
  }
  const anonymised = join(folder, 'anonymised.zip');
  const made = JSON.parse((await run('one', ['snapshot', 'create', '--anonymised', '--companion', 'luna', '--to', anonymised, '--json'])).output) as { snapshot: Snapshot };
  expect([made.snapshot.manifest.is_anonymised, made.snapshot.manifest.notes.length > 0]).toEqual([true, true]);
  expect(readFileSync(anonymised).includes('Max')).toBe(false);
}, 300_000);
