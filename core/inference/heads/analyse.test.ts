import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../lib/log.ts';
import { silentLog } from '../../lib/log.ts';
import { normalizeForAnalysis } from '../../safety/normalize.ts';
import { findEmbeddingEntry, loadCatalogue } from '../catalogue.ts';
import { loadTextEncoder, type LoadedTextEncoder } from '../text-encoder.ts';
import { createAnalyser, type Analyser, type Analysis } from './analyse.ts';
import { loadHeads, noHeads, type Heads } from './load-heads.ts';

const modelsFolder = join(import.meta.dirname, '../../../models');
const headsFolder = join(modelsFolder, 'heads');
const now = Date.parse('2025-06-11T15:30:00Z');

let heads: Heads;
let encoder: LoadedTextEncoder;
let analyser: Analyser;
let prefix: string;
let dimension: number;

beforeAll(async () => {
  const catalogue = await loadCatalogue(modelsFolder);
  const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
  prefix = entry.query_prefix;
  dimension = entry.dimension;
  heads = await loadHeads(headsFolder, silentLog);
  encoder = await loadTextEncoder({ folder: join(modelsFolder, entry.folder), weights: entry.weights, dimension, maxTokens: entry.max_tokens, isNormalized: entry.is_normalized, devices: [], threads: 1 });
  analyser = createAnalyser({ heads, spaceId: 'own' });
}, 60_000);
afterAll(() => encoder.close());

async function read(text: string): Promise<Analysis> {
  const copy = normalizeForAnalysis(text);
  return analyser.analyse({ text: copy, vector: await encoder.encode(prefix + copy), spaceId: 'own', now });
}
const readText = (text: string): Analysis => analyser.analyse({ text, vector: null, spaceId: null, now });

describe('the analyser with its trained heads', () => {
  it('was trained on the vectors of the default embedding', async () => {
    const catalogue = await loadCatalogue(modelsFolder);
    const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
    const revision = entry.files.find((file) => file.path === entry.weights)!.sha256;
    for (const head of [heads.sentiment, heads.interaction, heads.lifeEvent]) expect(head?.embedding).toEqual({ model: entry.id, revision, dimension });
  });

  it.each([['Mi perro murió ayer', 'es'], ['My dog died yesterday', 'en']])('understands "%s"', async (text, language) => {
    const analysis = await read(text);
    expect(analysis).toMatchObject({ language, life_event: { kind: 'bereavement' }, sentiment: 'very_negative' });
    expect(analysis.importance).toBeGreaterThanOrEqual(7);
    expect(analysis.sentiment_score).toBeLessThan(-0.5);
    expect(analysis.interactions[0]?.type).toBe('sharing');
    expect(new Date(analysis.times[0]!.start).toISOString()).toBe('2025-06-10T00:00:00.000Z');
  });

  it.each([
    ['Nos acaban de dar las llaves del piso, nos mudamos el lunes', 'move'], ['My sister is expecting twins', 'birth'], ['Me han echado del trabajo esta mañana', 'job_loss'], ['I got a job at the library', 'new_job'], ['La película trata de una boda', null],
    ['What did I tell you about my dog?', null],
  ])('reads of "%s" the event %s', async (text, kind) => {
    expect((await read(text)).life_event?.kind ?? null).toBe(kind);
  });

  it.each([
    ['Muchas gracias por ayudarme con la mudanza', 'thanks'], ['I am sorry I was rude to you', 'apology'], ['Eres un auténtico imbécil', 'insult'], ['You are so clever and funny', 'compliment'], ['¿Cuál es el río más largo del mundo?', 'question'],
    ['Good night, see you tomorrow', 'farewell'],
  ])('reads "%s" as %s', async (text, type) => {
    expect((await read(text)).interactions[0]?.type).toBe(type);
  });

  it('weighs chatter, likings, facts, plans, feelings and grave events in this order', async () => {
    for (const ladder of [
      ['Hola, ¿qué tal?', 'Me gusta el café', 'El mes que viene me voy a Roma de viaje', 'Estoy hundida, no puedo parar de llorar', 'Ha muerto mi madre'],
      ['Hi, how are you?', 'I like coffee', 'Next month I am going on a trip to Rome', "I'm devastated, I can't stop crying", 'My mother died'],
    ]) {
      const weights = await Promise.all(ladder.map(async (text) => (await read(text)).importance));
      expect(weights, ladder.join(' < ')).toEqual([...weights].sort((a, b) => a - b));
      expect(weights[0]).toBeLessThanOrEqual(2.5);
      expect(weights[1]).toBeGreaterThanOrEqual(3);
      expect(weights[1]).toBeLessThan(4.5);
      expect(weights[2]).toBeGreaterThanOrEqual(4.5);
      expect(weights[3]).toBeGreaterThanOrEqual(5.5);
      expect(weights[4]).toBeGreaterThanOrEqual(8);
    }
  });

  it('goes by the text when the vector is missing, of another space or broken, and says so in its version', async () => {
    const text = 'Mi abuela falleció anoche';
    const vector = await encoder.encode(prefix + text);
    const byText = readText(text);
    expect(byText).toMatchObject({ life_event: { kind: 'bereavement' }, analyser: analyser.version(null) });
    expect(analyser.analyse({ text, vector, spaceId: 'other', now })).toEqual(byText);
    const broken = analyser.analyse({ text, vector: new Float32Array(dimension).fill(Number.NaN), spaceId: 'own', now });
    expect(broken.life_event).toEqual(byText.life_event);
    expect(analyser.version('own')).not.toBe(analyser.version('other'));
    expect(createAnalyser({ heads, spaceId: 'own', weights: 'b' }).version('own')).not.toBe(analyser.version('own'));
  });

  it('gives sensible numbers for any text and vector', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }), (text, length) => {
      const { sentiment_score: score, importance, interactions, life_event: event } = analyser.analyse({ text, vector: length === null ? null : new Float32Array(length).fill(0.05), spaceId: 'own', now });
      expect(score).toBeGreaterThanOrEqual(-1);
      expect(score).toBeLessThanOrEqual(1);
      expect(importance).toBeGreaterThanOrEqual(0);
      expect(importance).toBeLessThanOrEqual(10);
      for (const { score: each } of [...interactions, ...(event ? [event] : [])]) expect(each >= 0 && each <= 1).toBe(true);
    }), { numRuns: 200 });
  });
});

describe('heads that cannot be loaded', () => {
  const recordingLog = () => {
    const warnings: LogFields[] = [];
    const log: Log = { ...silentLog, warn: (_, fields) => { warnings.push(fields ?? {}); }, child: () => log };
    return { log, warnings };
  };

  it('are off with a line in the log, one by one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'luminora-heads-'));
    try {
      await cp(headsFolder, folder, { recursive: true });
      const path = join(folder, 'life-event.bin');
      const bytes = await readFile(path);
      bytes[100]! ^= 255;
      await writeFile(path, bytes);
      await rm(join(folder, 'interaction.json'));
      const { log, warnings } = recordingLog();
      const loaded = await loadHeads(folder, log);
      expect([loaded.lifeEvent, loaded.interaction]).toEqual([null, null]);
      expect(loaded.sentiment).not.toBeNull();
      expect(warnings.map(({ head, code }) => [head, code]).sort()).toEqual([['interaction', 'model_missing'], ['life-event', 'model_damaged']]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('leave language, times and the weight of likings', async () => {
    const { log, warnings } = recordingLog();
    const loaded = await loadHeads(join(tmpdir(), 'luminora-no-such-folder'), log);
    expect(loaded).toEqual(noHeads);
    expect(warnings).toHaveLength(4);
    const analysis = createAnalyser({ heads: loaded, spaceId: null }).analyse({ text: 'Ayer comí paella, me encanta', vector: null, spaceId: null, now });
    expect(analysis).toMatchObject({ language: 'es', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null });
    expect(analysis.times).toHaveLength(1);
    expect(analysis.importance).toBeGreaterThanOrEqual(3);
  });
});
