// The audit on a real storage: nothing in a clean store, each planted fault found alone, mended, gone, and undone.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditFinding } from '../../../contract/audit.ts';
import type { Fact } from '../../../contract/entities.ts';
import { sha256 } from '../../../lib/hash.ts';
import { silentLog } from '../../../lib/log.ts';
import { localEmbeddingOptions, localEmbeddings } from '../../../providers/embeddings/local.ts';
import { createTestEngine } from '../../../testing/test-engine.ts';
import { createEmbedder } from '../embedder.ts';
import { foldValue } from '../facts/same-value.ts';
import { createAuditStore, learnDevelopmentFacts } from './testing/audit-store.ts';
import type { AuditStore } from './testing/audit-store.ts';

const year = 366 * 86_400_000;
let store: AuditStore;
beforeEach(async () => { store = await createAuditStore(); });
afterEach(() => store.close());

/** `plant` answers the ids the fault lies in, in their order. */
type Fault = { kind: AuditFinding['kind']; name: string; plant: () => Promise<string[]>; en: RegExp; es: RegExp };
const idsOf = async (...rows: Promise<{ id: string }>[]) => (await Promise.all(rows)).map(({ id }) => id);

const faults: Fault[] = [
  { kind: 'exact_duplicate', name: 'for all and for one companion', plant: () => idsOf(store.plant('hobby', 'la guitarra'), store.plant('hobby', 'Guitarra', { scope: 'luna' })), en: /^Kept 2 times: "/, es: /^Guardado 2 veces: «/ },
  { kind: 'exact_duplicate', name: 'of a key that holds one', plant: () => idsOf(store.plant('home_city', 'Córdoba', { source: 'user' }), store.plant('home_city', 'cordoba')), en: /Córdoba/, es: /Córdoba/ },
  { kind: 'near_duplicate', name: 'by stems', plant: async () => (await idsOf(store.plant('hobby', 'running in mornings'), store.plant('hobby', 'morning runs'))), en: /^Probably the same: "/, es: /^Probablemente lo mismo: «/ },
  { kind: 'near_duplicate', name: 'by a slip of the pen', plant: () => idsOf(store.plant('likes', 'montañismo invernal'), store.plant('likes', 'montanimso invernal')), en: /montanimso/, es: /montanimso/ },
  { kind: 'near_duplicate', name: 'one within the other', plant: () => idsOf(store.plant('goal', 'escribir una novela policíaca'), store.plant('goal', 'escribir una novela')), en: /novela/, es: /novela/ },
  { kind: 'recall_loop', name: 'from the assistant', plant: async () => idsOf(store.plant('likes', 'olives', { source_message_ids: [(await store.say('You like olives', { speaker: 'assistant' })).id] })), en: /^Nobody said this/, es: /^No lo dijo nadie/ },
  { kind: 'recall_loop', name: 'from a recalled block', plant: async () => idsOf(store.plant('likes', 'olives', { source_message_ids: [(await store.say('[Memory: the user likes olives.] What do I like?')).id] })), en: /olives/, es: /olives/ },
  { kind: 'secret', name: 'a card', plant: () => idsOf(store.plant('owns', 'the card 4111 1111 1111 1111')), en: /the fact "owns"/, es: /el dato «owns»/ },
  { kind: 'secret', name: 'a password under a key of its own', plant: () => idsOf(store.plant('wifi password', 'hunter2')), en: /wifi password/, es: /wifi password/ },
  { kind: 'secret', name: 'in an episode', plant: async () => idsOf(store.plantEpisode('Told the bank key', [(await store.say('hola')).id], { summary: 'My password is hunter2.' })), en: /an episode\.$/, es: /un episodio\.$/ },
  { kind: 'stale', name: 'a plan past its day', plant: () => idsOf(store.plant('plan', 'dentist', { tags: ['date:2023-11-10'] })), en: /^Its time has passed/, es: /^Ya pasó/ },
  { kind: 'stale', name: 'a state that ended', plant: () => idsOf(store.plant('habit', 'Travelling in Peru', { valid_from: 1_690_000_000_000, created_at: 1_690_000_000_000, updated_at: 1_690_000_000_000 })), en: /Peru/, es: /Peru/ },
  { kind: 'unconfirmed', name: 'work of long ago', plant: () => idsOf(store.plant('employer', 'Acme', { category: 'work', valid_from: 1, created_at: 1, updated_at: 1 })), en: /over a year/, es: /más de un año/ },
  { kind: 'orphan', name: 'of a branch left behind', plant: async () => {
    const first = await store.say('Hola');
    const left = await store.say('Colecciono sellos');
    await store.say('Colecciono monedas', { parent_id: first.id });
    return idsOf(store.plant('collects', 'sellos', { source_message_ids: [left.id] }));
  }, en: /edited or written again/, es: /se editaron/ },
  { kind: 'contradiction', name: 'two home cities', plant: async () => (await idsOf(store.plant('home_city', 'Soria', { valid_from: 5 }), store.plant('home_city', 'Lugo', { valid_from: 4 }))), en: /^Cannot all be true: ".*Soria.*"; ".*Lugo/, es: /^No puede ser todo cierto/ },
  { kind: 'contradiction', name: 'liked and disliked', plant: async () => (await idsOf(store.plant('likes', 'el café', { source: 'user' }), store.plant('dislikes', 'café'))), en: /café/, es: /café/ },
  { kind: 'exact_duplicate', name: 'an episode twice', plant: async () => {
    const { id } = await store.say('Me caso');
    return idsOf(store.plantEpisode('Me caso en mayo', [id], { importance: 8 }), store.plantEpisode('me caso en Mayo', [id], { tags: ['boda'] }));
  }, en: /Kept 2 times/, es: /Guardado/ },
  { kind: 'near_duplicate', name: 'an episode told again', plant: async () => {
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push((await store.say(`Palabra ${index}`)).id);
    return idsOf(store.plantEpisode('Terminé la carrera', ids, { importance: 8 }), store.plantEpisode('Terminé las carreras', ids.slice(0, 4)));
  }, en: /Terminé/, es: /Terminé/ },
];

describe('a clean store', () => {
  it('of 300 facts has nothing wrong with it', async () => {
    await learnDevelopmentFacts(store);
    // Two of the messages tell one pastime in two forms: said by one user, that is a near duplicate indeed.
    const knit = (await store.storage.facts.list({ user_id: 'ana', key: 'hobby', limit: 500 })).find(({ value }) => value === 'knit')!;
    expect((await store.report()).findings.map(({ kind, ids }) => [kind, ids.includes(knit.id)])).toEqual([['near_duplicate', true]]);
    await store.facts.remove(knit.id, false);
    const report = await store.report();
    expect(report.counts.facts).toBeGreaterThanOrEqual(300);
    // The clock of this store stands before the days of their plans.
    expect(report.findings.map(({ kind, sentence }) => `${kind}: ${sentence}`)).toEqual([]);
    expect(report).toMatchObject({ rates: { exact_duplicate: 0, near_duplicate: 0, recall_loop: 0, secret: 0, stale: 0 }, recall_repeats: 0, is_complete: true, by_meaning: false });
  }, 60_000);

  it('knows that two companions may know the same, and one more than all', async () => {
    await store.plant('likes', 'tea', { scope: 'luna' });
    await store.plant('likes', 'tea', { scope: 'sol' });
    await store.plant('name', 'Ana');
    await store.plant('name', 'Captain', { scope: 'luna' });
    await store.plant('plan', 'dentist', { tags: ['date:2099-01-02'] });
    await store.plant('plan', 'dentist', { tags: ['date:2099-03-04'] });
    await store.plant('sister_name', 'Ana');
    await store.plant('sister_name', 'Ana María');
    await store.plant('likes', 'gatos');
    await store.plant('likes', 'patos');
    await store.plant('life_event', 'married', { category: 'events', tags: ['date:2001-01-01'], valid_from: 1, updated_at: 1 });
    expect((await store.report()).findings).toEqual([]);
  });
});

describe('each fault', () => {
  it.each(faults)('$kind $name is found alone, told in both languages, mended, and undone', async ({ kind, plant, en, es }) => {
    await store.plant('name', 'Ana', { source: 'user' });
    await store.plant('owns', 'a green bicycle');
    expect((await store.report()).findings).toEqual([]);
    const ids = await plant();
    const { findings } = await store.report();
    expect(findings.map((finding) => [finding.kind, finding.ids])).toEqual([[kind, ids]]);
    const finding = findings[0]!;
    expect(finding.sentence).toMatch(en);
    expect((await store.report('es')).findings[0]!.sentence).toMatch(es);
    expect(finding.sentence).not.toMatch(/4111|hunter2/);

    const before = await store.rows();
    store.clock.time += 1000;
    const { mended, skipped, undo } = await store.mender.mend('ana', [{ finding_id: finding.id }]);
    expect([mended, skipped]).toEqual([[finding.id], []]);
    expect((await store.report()).findings).toEqual([]);
    store.clock.time += 1000;
    await store.mender.undo('ana', undo);
    if (kind === 'secret') expect(JSON.stringify([undo, await store.rows()])).not.toMatch(/4111|hunter2/);
    else {
      expect(await store.rows()).toEqual(before);
      expect((await store.report()).findings.map(({ id }) => id)).toEqual([finding.id]);
    }
  });
});

describe('mending', () => {
  it('merges what the copies knew and keeps them as history', async () => {
    const [one, two] = [await store.say('a'), await store.say('b')];
    const stays = await store.plant('hobby', 'ajedrez', { source_message_ids: [one.id], confidence: 0.7, tags: ['x'] });
    const copy = await store.plant('hobby', 'el Ajedrez', { source_message_ids: [two.id], confidence: 0.6, scope: 'luna', local_only: true, is_pinned: true, tags: ['y'] });
    const { findings } = await store.report();
    await store.mender.mend('ana', findings.map(({ id }) => ({ finding_id: id })));
    expect(await store.storage.facts.get(stays.id)).toMatchObject({ value: 'ajedrez', source_message_ids: [one.id, two.id], confidence: 0.7, tags: ['x', 'y'], local_only: true, is_pinned: true, valid_to: null, scope: '' });
    expect(await store.storage.facts.get(copy.id)).toMatchObject({ value: 'el Ajedrez', superseded_by: stays.id });
  });

  it('keeps what is chosen out of sight, the unconfirmed for a year', async () => {
    await store.plant('employer', 'Acme', { category: 'work', valid_from: 1, updated_at: 1 });
    const [finding] = (await store.report()).findings;
    await store.mender.mend('ana', [{ finding_id: finding!.id }]);
    expect((await store.report()).findings).toEqual([]);
    store.clock.time += year;
    expect((await store.report()).findings.map(({ id }) => id)).toEqual([finding!.id]);
  });

  it('never forgets a duplicate, skips what is not there or is mended already', async () => {
    await store.plant('plan', 'dentist', { tags: ['date:2023-11-10'] });
    await store.plant('plan', 'Dentist', { tags: ['date:2023-11-10'] });
    const { findings } = await store.report();
    expect(findings.map(({ kind }) => kind)).toEqual(['exact_duplicate', 'stale', 'stale']);
    expect(await store.mender.mend('ana', [{ finding_id: findings[0]!.id, mend: 'forget' }, { finding_id: 'nothing' }])).toMatchObject({ mended: [], skipped: [{ reason: 'not_possible' }, { reason: 'not_found' }] });
    const before = await store.rows();
    const { mended, skipped, undo } = await store.mender.mend('ana', findings.map(({ id }) => ({ finding_id: id })));
    expect([mended.length, skipped.map(({ reason }) => reason)]).toEqual([2, ['not_possible']]);
    expect((await store.report()).findings).toEqual([]);
    await store.mender.undo('ana', undo);
    expect(await store.rows()).toEqual(before);
  });

  it('of many is many commits of at most 50 changes, and one undo', async () => {
    for (let index = 0; index < 60; index += 1) for (const scope of ['', 'luna']) await store.plant('owns', sha256(`thing ${index}`).slice(0, 12), { scope });
    const before = await store.rows();
    const { findings } = await store.report();
    expect(findings).toHaveLength(60);
    const { mended, undo } = await store.mender.mend('ana', findings.map(({ id }) => ({ finding_id: id })));
    expect([mended.length, undo.facts.length]).toEqual([60, 120]);
    expect(store.commits.length).toBe(3);
    expect(Math.max(...store.commits)).toBeLessThanOrEqual(50);
    expect((await store.report()).findings).toEqual([]);
    await store.mender.undo('ana', undo);
    expect(await store.rows()).toEqual(before);
    expect(Math.max(...store.commits)).toBeLessThanOrEqual(50);
  });

  it('reaches the engine by the contract: what was merged is in the history, and comes back', async () => {
    const test = await createTestEngine();
    try {
      const { client } = test.engine;
      for (const scope of ['', 'luna']) await client.memory.addFact({ category: 'hobbies', key: 'hobby', value: 'ajedrez', scope });
      const before = (await client.memory.facts({})).facts;
      const { findings, rates } = await client.audit.report({});
      expect([findings.map(({ kind }) => kind), rates.exact_duplicate]).toEqual([['exact_duplicate'], 0.5]);
      const { undo } = await client.audit.mend({ mendings: [{ finding_id: findings[0]!.id }] });
      expect((await client.memory.facts({})).facts.map(({ scope }) => scope)).toEqual(['']);
      expect(await client.audit.undo({ undo })).toEqual({ restored: 2 });
      expect((await client.memory.facts({})).facts).toEqual(before);
    } finally {
      await test.close();
    }
  });

  it('is not undone over a later change, nor for somebody else', async () => {
    const stays = await store.plant('hobby', 'ajedrez');
    await store.plant('hobby', 'Ajedrez', { scope: 'luna' });
    const [finding] = (await store.report()).findings;
    const { undo } = await store.mender.mend('ana', [{ finding_id: finding!.id }]);
    await expect(store.mender.undo('eva', undo)).rejects.toMatchObject({ code: 'invalid_input' });
    store.clock.time += 1000;
    await store.facts.change(stays.id, { is_pinned: true });
    const before = await store.rows();
    await expect(store.mender.undo('ana', undo)).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.rows()).toEqual(before);
  });
});

describe('what is counted', () => {
  it('are facts learnt from the user repeating a recalled line', async () => {
    const asked = await store.say('¿Qué me gusta?', { context: '[Memoria: El usuario colecciona sellos de Marruecos.]' });
    const repeated = await store.say('Pues sí, el usuario colecciona sellos de Marruecos, como dices');
    await store.plant('collects', 'sellos de Marruecos', { source_message_ids: [repeated.id] });
    await store.plant('likes', 'preguntar', { source_message_ids: [asked.id] });
    expect(await store.report()).toMatchObject({ recall_repeats: 1, findings: [] });
  });

  it('are shares of what stands', async () => {
    for (const value of ['a green bicycle', 'A green bicycle', 'a lamp', 'the card 4111 1111 1111 1111']) await store.plant('owns', value);
    expect((await store.report()).rates).toEqual({ exact_duplicate: 0.25, near_duplicate: 0, recall_loop: 0, secret: 0.25, stale: 0 });
  });

  it('a fact the user said as well is none of memory’s own', async () => {
    const ids = [(await store.say('Te gustan las aceitunas', { speaker: 'assistant' })).id, (await store.say('Sí, me gustan')).id];
    await store.plant('likes', 'aceitunas', { source_message_ids: ids });
    expect((await store.report()).findings).toEqual([]);
  });
});

describe('meaning', () => {
  it('finds what no word tells, where the model is there', async () => {
    const near = await createAuditStore({ 'jogging': [1, 0, 0, 0], 'correr por el parque': [0.95, 0.1, 0, 0], 'astronomy': [0, 1, 0, 0] });
    try {
      for (const value of ['jogging', 'correr por el parque', 'astronomy']) await near.plant('hobby', value);
      const { findings, by_meaning } = await near.report();
      expect([by_meaning, findings.map(({ kind, sentence }) => [kind, /jogging/.test(sentence) && /parque/.test(sentence)])]).toEqual([true, [['near_duplicate', true]]]);
    } finally {
      await near.close();
    }
  });

  it('of the shipped model joins two wordings and keeps apart what is merely alike', async () => {
    const clock = { now: () => Date.now() };
    const deps = { fetch: () => Promise.reject(new Error('no network')), clock, log: silentLog, modelsFolder: join(import.meta.dirname, '../../../../models'), downloadsFolder: join(tmpdir(), 'none'), secret: async () => undefined };
    const model = await localEmbeddings.create(localEmbeddingOptions.parse({}), deps);
    const real = await createAuditStore(undefined, createEmbedder(async () => model, { log: silentLog, clock }));
    try {
      for (const value of ['películas de terror', 'cine de terror', 'olor a tabaco', 'olor a gasolina', 'mapas antiguos', 'trenes antiguos', 'gatos', 'caballos']) await real.plant('likes', value);
      const { findings } = await real.report('es');
      expect(findings.map(({ kind, sentence }) => [kind, /películas de terror/.test(sentence) && /cine de terror/.test(sentence)])).toEqual([['near_duplicate', true]]);
    } finally {
      await real.close();
      await model.close();
    }
  }, 60_000);
});

describe('whatever is in it', () => {
  const told = fc.record({
    key: fc.constantFrom('likes', 'dislikes', 'home_city', 'hobby', 'plan', 'employer'), value: fc.constantFrom('café', 'Café', 'el café', 'té con limón', 'té', 'Soria', 'soria'), scope: fc.constantFrom('', 'luna', 'sol'),
    tags: fc.constantFrom<string[]>([], ['date:2023-11-10'], ['date:2099-01-01']), source: fc.constantFrom('user', 'rules-es'), is_pinned: fc.boolean(), valid_from: fc.constantFrom(1, 1_690_000_000_000, 1_699_999_999_999), isSaid: fc.boolean(),
  });
  const says = ({ key, value }: Fact) => `${key} ${foldValue(value)}`;
  const knownTo = (facts: readonly Fact[], scope: string) => [...new Set(facts.filter((fact) => fact.valid_to === null && (fact.scope === '' || fact.scope === scope)).map(says))].sort();

  it('mending duplicates loses no value for anybody, mending all loses none from the history, ends clean, and is undone row by row', async () => {
    await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 2, maxLength: 12 }), async (plants) => {
      const own = await createAuditStore();
      try {
        for (const { isSaid, ...more } of plants) await own.plant(more.key, more.value, { ...more, updated_at: more.valid_from, source_message_ids: isSaid ? [(await own.say('x')).id] : [] });
        const before = await own.rows();
        const exact = (await own.report()).findings.filter(({ kind }) => kind === 'exact_duplicate');
        const undos = [];
        if (exact.length > 0) undos.push((await own.mender.mend('ana', exact.map(({ id }) => ({ finding_id: id })))).undo);
        const merged = await own.rows();
        for (const scope of ['luna', 'sol', 'another']) expect(knownTo(merged.facts, scope)).toEqual(knownTo(before.facts, scope));
        // Each round may bring to light what the one before it hid: fewer stand after each, so that it ends.
        for (let round = 0; round < 20; round += 1) {
          own.clock.time += 1000;
          const { findings } = await own.report();
          if (findings.length === 0) break;
          undos.push((await own.mender.mend('ana', findings.map(({ id }) => ({ finding_id: id })))).undo);
        }
        expect((await own.report()).findings).toEqual([]);
        expect((await own.rows()).facts.map(says)).toEqual(before.facts.map(says));
        for (const undo of undos.reverse()) await own.mender.undo('ana', undo);
        expect(await own.rows()).toEqual(before);
      } finally {
        await own.close();
      }
    }), { numRuns: 25 });
  }, 120_000);
});
