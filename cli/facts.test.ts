// The lines of `luminora facts` in both languages, and the command as a process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Fact } from '../core/contract/index.ts';
import { Luminora } from '../core/index.ts';
import { factLines } from './facts.ts';
import { startBin } from './testing/run-bin.ts';
import { createSay, type Language } from './texts.ts';

const fact = (more: Partial<Fact>): Fact => ({
  id: 'f', user_id: 'default', scope: '', category: 'personal_info', key: 'home_city', value: 'Soria', confidence: 1, source_message_ids: [], source: 'user', tags: [], valid_from: Date.UTC(2025, 2, 15), valid_to: null, superseded_by: null,
  is_pinned: false, local_only: false, created_at: 0, updated_at: 0, ...more,
});
const lines = (language: Language, facts: readonly Fact[]) => factLines({ say: createSay(language), language }, facts);

it('says by category what is known, and what is past, in both languages', () => {
  const known = [fact({}), fact({ value: 'Madrid\u001b[2J', valid_from: Date.UTC(2024, 0, 10), valid_to: Date.UTC(2025, 2, 15) }), fact({ category: 'hobbies', key: 'hobby', value: ['chess', 'go'], scope: 'project:Boat', local_only: true })];
  expect(lines('en', known).slice(1, 3)).toEqual(['  home city: Soria', '  home city: Madrid␛[2J (past: 2024-01-10 to 2025-03-15)']);
  expect(lines('en', known).at(-1)).toBe('  hobby: chess, go (project:Boat; stays on this machine)');
  expect(lines('es', known)[2]).toBe('  home city: Madrid␛[2J (pasado: del 2024-01-10 al 2025-03-15)');
  expect(lines('es', [])).toEqual(['No se sabe nada.']);
});

it('is a command: now, the history of a key, and a day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-facts-'));
  try {
    const luminora = await Luminora.fromConfig(undefined, { dataFolder: folder, env: {} });
    await luminora.addFact({ category: 'personal_info', key: 'home_city', value: 'Madrid' });
    await luminora.addFact({ category: 'personal_info', key: 'home_city', value: 'Soria' });
    expect((await luminora.getFacts({ key: 'home_city', includePast: true })).map(({ value }) => value)).toEqual(['Soria', 'Madrid']);
    await luminora.close();
    const said = async (...args: string[]) => {
      const { status, output } = await startBin(['facts', '--data', folder, '--json', ...args]).finished;
      return status === 0 ? (JSON.parse(output) as { facts: Fact[] }).facts.map(({ value }) => value) : status;
    };
    expect(await said()).toEqual(['Soria']);
    expect(await said('--history', 'home_city')).toEqual(['Soria', 'Madrid']);
    expect(await said('--at', '2020-01-01')).toEqual([]);
    for (const odd of ['yesterday', '2025-13-01', '2025-02-30']) expect(await said('--at', odd)).toBe(2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
