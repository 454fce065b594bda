// Memory bound to its conversation: random sequences of everything that can be done to messages leave no memory whose source is not on an active branch,
// and no forgotten or deleted word in any byte of the data folder. `LUMINORA_SEQUENCES` raises the number, `LUMINORA_SEED` draws others.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTestEngine } from '../test-engine.ts';
import { leaksIn, markerOf } from './markers.ts';
import { sequences } from './steps.ts';
import type { Step } from './steps.ts';
import { findUnbound } from './unbound.ts';
import { createWorld } from './world.ts';
import type { Counts } from './world.ts';

const wanted = Number(process.env['LUMINORA_SEQUENCES'] ?? 1000);
const seed = Number(process.env['LUMINORA_SEED'] ?? 6);
/** Sequences on one engine, and between two looks at its files. */
const perEngine = 250;
const perLook = 50;
/** Summaries early: sequences are short. */
const defaults = { memory: { summary_every: 4, recent_messages: 4 } };
const script = { rules: [{ match: '([^\\n]*)$', reply: 'I hear you: $1' }] };
const none = (): Counts => ({ send: 0, branch: 0, edit: 0, regenerate: 0, swipe: 0, delete: 0, 'delete-session': 0, forget: 0, skipped: 0 });

it(`${wanted} random sequences leave nothing unbound and nothing that was forgotten`, async () => {
  const counts = none();
  let words = 0;
  const checked: Record<string, number> = {};
  let looks = 0;
  const all = fc.sample(sequences, { seed, numRuns: wanted });
  for (let start = 0; start < all.length; start += perEngine) {
    const test = await createTestEngine({ script, defaults });
    const [gone, living] = [new Set<string>(), new Set<string>()];
    try {
      for (const [index, steps] of all.slice(start, start + perEngine).entries()) {
        const name = `u${start + index}`;
        const world = createWorld(test.engine, name, () => markerOf((words += 1)), counts);
        for (const step of steps) await world.run(step);
        await test.engine.jobsIdle();
        const found = await findUnbound(world);
        for (const [what, count] of Object.entries(found.checked)) checked[what] = (checked[what] ?? 0) + count;
        expect(found.problems, `sequence ${start + index} of seed ${seed}: ${describe(steps)}`).toEqual([]);
        for (const word of found.gone) gone.add(word);
        for (const word of found.living) living.add(word);
        if ((index + 1) % perLook === 0 || start + index + 1 === all.length) {
          looks += 1;
          expect(await leaksIn(test.folder, gone, living), `after sequence ${start + index} of seed ${seed}: ${describe(steps)}`).toEqual([]);
        }
      }
    } finally {
      await test.close();
    }
  }
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${all.length} sequences, ${total} steps (${Object.entries(counts).map(([kind, count]) => `${kind} ${count}`).join(', ')}), checked: ${Object.entries(checked).map(([what, count]) => `${what} ${count}`).join(', ')}, ${words} words, ${looks} looks at every byte\n`);
}, 1_800_000);

it('finds a planted leak, in either encoding, and a planted memory without a source', async () => {
  const test = await createTestEngine({ script, defaults });
  try {
    let words = 1_000_000;
    const world = createWorld(test.engine, 'planted', () => markerOf((words += 1)), none());
    const dog = { sentence: (word: string) => `My dog is called ${word}.`, word: 'new' as const };
    await world.run({ kind: 'send', session: 0, said: dog });
    await world.run({ kind: 'send', session: 0, said: { sentence: (word) => `I live in ${word}.`, word: 'new' } });
    await test.engine.jobsIdle();
    const fact = (await test.engine.client.memory.facts({ user_id: 'planted' })).facts[0]!;
    expect((await findUnbound(world)).problems).toEqual([]);
    await world.run({ kind: 'delete', at: 0 });
    await test.engine.jobsIdle();
    const after = await findUnbound(world);
    expect(after.problems).toEqual([]);
    expect(after.gone.length).toBeGreaterThanOrEqual(2);
    expect(await leaksIn(test.folder, after.gone, after.living)).toEqual([]);

    const word = String(fact.value).toLowerCase();
    expect(after.gone).toContain(word);
    for (const [name, bytes] of [['eight', Buffer.from(`xx ${word} yy`)], ['sixteen', Buffer.from(`xx ${word} yy`, 'utf16le')], ['capitals', Buffer.from(word.toUpperCase())], ['end', Buffer.from(`\u0003${word.slice(3)}`)]] as const) {
      await writeFile(join(test.folder, name), bytes);
      expect((await leaksIn(test.folder, after.gone, after.living)).map(({ file }) => file), name).toContain(join(test.folder, name));
      await writeFile(join(test.folder, name), '');
    }
    await test.engine.client.memory.restoreFact({ fact });
    expect((await findUnbound(world)).problems.join('\n')).toMatch(/of the facts, ".*" comes from messages that are not on screen/);
  } finally {
    await test.close();
  }
}, 60_000);

function describe(steps: readonly Step[]): string {
  return steps.map(({ kind, ...rest }) => `${kind} ${JSON.stringify(rest, (_key, value: unknown) => (typeof value === 'function' ? (value as (word: string) => string)('…') : value))}`).join('; ');
}
