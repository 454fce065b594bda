// `luminora summaries` as a process, in both languages.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startBin } from './testing/run-bin.ts';

it('shows what a conversation’s summaries say and makes them on request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'luminora-summaries-'));
  const run = (words: string[], input = '') => startBin([...words, '--data', folder, '--set', 'llm_provider.name=scripted', '--set', 'memory.summary_every=4'], { input }).finished;
  try {
    const talk = await run(['chat', '--new', '--json', '--lang', 'es'], 'Mi perro Max murió ayer\nMe mudo a Vigo en marzo\n/quit\n');
    const session = /"session_id":"([^"]+)"/.exec(talk.output)?.[1] ?? '';
    expect([talk.status, session]).toEqual([0, expect.stringMatching(/^\w{26}$/)]);
    expect((await run(['summaries', session, '--lang', 'es'])).output).toBe('Aquí aún no se ha resumido nada.\n');
    const made = await run(['summaries', session, '--make', '--lang', 'es']);
    expect([made.status, made.output]).toEqual([0, expect.stringMatching(/^Mensajes 1 a 4, .+ \(palabras propias\)\n {2}El usuario dijo: «Mi perro Max murió ayer»\. También: «Me mudo a Vigo en marzo»\./)]);
    const json = await run(['summaries', session, '--json', '--lang', 'en']);
    expect(JSON.parse(json.output)).toMatchObject({ summaries: [{ session_id: session, first_depth: 0, last_depth: 3, source: 'rules', language: 'es' }] });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}, 180_000);
