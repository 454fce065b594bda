// The rules of README.md as tests. Every embedding provider's own test calls embeddingConformance.
import { afterAll, describe, expect, it } from 'vitest';
import type { Log } from '../../lib/log.ts';
import type { EmbeddingModel } from './embeddings.ts';

export type EmbeddingSubject = {
  create(log: Log): Promise<EmbeddingModel>;
  /** A model whose weights are missing or damaged, or whose service is not there. */
  createBroken?(): Promise<EmbeddingModel>;
};
export type SkippedRule = { rule: string; reason: string };

type Recorder = { log: Log; lines: string[] };
function recordingLog(): Recorder {
  const lines: string[] = [];
  const write = (event: string, fields?: Record<string, unknown>) => void lines.push(JSON.stringify([event, fields]));
  const log: Log = { debug: write, info: write, warn: write, error: write, child: () => log };
  return { log, lines };
}
const dot = (left: Float32Array, right: Float32Array) => left.reduce((sum, value, index) => sum + value * (right[index] ?? NaN), 0);
const texts = ['Mi perro se llama Max', 'the train leaves at nine', 'ñandú 🐶 café', 'a', 'una frase bastante más larga que las demás, con comas, y puntos.'];

type Rule = { rule: string; title: string; check(model: EmbeddingModel, subject: EmbeddingSubject, recorder: Recorder): Promise<void> };
const rules: Rule[] = [
  { rule: 'EM1', title: 'the stated dimension is the real one and every number is finite', async check(model) {
    const vectors = await model.embed(texts, 'passage');
    expect(vectors).toHaveLength(texts.length);
    for (const vector of vectors) {
      expect(vector).toHaveLength(model.space().dimension);
      expect(vector.every(Number.isFinite)).toBe(true);
    }
  } },
  { rule: 'EM2', title: 'vectors have unit length when the space says so', async check(model) {
    if (!model.space().is_normalized) return;
    for (const vector of await model.embed(texts, 'query')) expect(Math.abs(dot(vector, vector) - 1)).toBeLessThan(1e-3);
  } },
  { rule: 'EM3', title: 'the same text gives the same vector', async check(model) {
    const [first] = await model.embed(['hola'], 'passage');
    const [second] = await model.embed(['hola'], 'passage');
    expect(dot(first!, second!)).toBeGreaterThan(0.9999);
  } },
  // 0.998: where layers are quantised while they run, the neighbours in a batch move a vector a little.
  { rule: 'EM4', title: 'a batch gives what one by one gives, in order, but for what neighbours cost a quantised model', async check(model) {
    const batch = await model.embed(texts, 'passage');
    for (const [index, text] of texts.entries()) {
      const [alone] = await model.embed([text], 'passage');
      expect(dot(alone!, batch[index]!)).toBeGreaterThan(0.998);
    }
  } },
  { rule: 'EM5', title: 'no text, an empty text and blanks are defined', async check(model) {
    expect(await model.embed([], 'query')).toEqual([]);
    for (const vector of await model.embed(['', '   \n'], 'query')) expect(vector.every(Number.isFinite) && dot(vector, vector) > 0).toBe(true);
  } },
  { rule: 'EM6', title: 'a text far too long, and broken Unicode, are read as far as possible', async check(model) {
    const vectors = await model.embed(['palabra '.repeat(20_000), 'roto \uD83D fin'], 'passage');
    for (const vector of vectors) expect(vector.every(Number.isFinite)).toBe(true);
  } },
  { rule: 'EM7', title: 'an abort ends the call as cancelled within 500 ms and the model goes on', async check(model) {
    await expect(model.embed(['x'], 'query', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const long = model.embed(Array.from({ length: 2000 }, (_, index) => `texto número ${index}`), 'passage', controller.signal).catch((error: unknown) => error);
    setTimeout(() => controller.abort(), 20);
    const started = performance.now();
    const outcome = await long;
    if (!Array.isArray(outcome)) {
      expect(outcome).toMatchObject({ code: 'cancelled' });
      expect(performance.now() - started).toBeLessThan(520);
    }
    expect(await model.embed(['sigue'], 'query')).toHaveLength(1);
  } },
  { rule: 'EM8', title: 'what is missing or damaged is said with its code, by embed and by health', async check(_model, subject) {
    const broken = await subject.createBroken?.();
    expect(broken, 'the subject gives no broken model').toBeDefined();
    const failure: unknown = await broken!.embed(['x'], 'query').catch((error: unknown) => error);
    expect(['model_missing', 'model_damaged', 'provider_unavailable']).toContain((failure as { code?: string }).code);
    const health = await broken!.health();
    expect(health.status).toBe('error');
    expect(health.instructions).toBeTruthy();
    await broken!.close();
  } },
  { rule: 'EM9', title: 'meaning is nearer than words: a pet is nearer to a dog than to a train', async check(model) {
    const [question] = await model.embed(['cuando hablamos de mi mascota'], 'query');
    const [dog, train] = await model.embed(['Tengo un perro que se llama Max', 'El tren sale a las nueve'], 'passage');
    expect(dot(question!, dog!)).toBeGreaterThan(dot(question!, train!));
  } },
  { rule: 'EM10', title: 'texts never reach the log', async check(model, _subject, recorder) {
    await model.embed(['secreto-inconfundible-7731'], 'passage');
    expect(recorder.lines.join('\n')).not.toContain('inconfundible');
  } },
  { rule: 'EM11', title: 'health names model, dimension and space', async check(model) {
    const health = await model.health();
    expect(health.component).toBe('embeddings');
    expect(health.status).not.toBe('error');
    expect(health.details).toMatchObject({ dimension: model.space().dimension, space: model.space().id });
  } },
  { rule: 'EM12', title: 'two instances are in the same space', async check(model, subject, recorder) {
    const other = await subject.create(recorder.log);
    expect(other.space()).toEqual(model.space());
    await other.close();
  } },
  { rule: 'EM13', title: 'after close every request fails, and closing twice is harmless', async check(_model, subject, recorder) {
    const other = await subject.create(recorder.log);
    await other.embed(['x'], 'query');
    await other.close();
    await other.close();
    await expect(other.embed(['x'], 'query')).rejects.toMatchObject({ code: 'provider_unavailable' });
  } },
];

/**
 * Runs every rule. A deviation is named in `skip` with its reason, and fails here when the rule holds after all.
 */
export function embeddingConformance(name: string, subject: EmbeddingSubject, options: { skip?: SkippedRule[] } = {}): void {
  describe(`${name} keeps the rules of embeddings`, () => {
    const recorder = recordingLog();
    let shared: Promise<EmbeddingModel> | undefined;
    const model = () => (shared ??= subject.create(recorder.log));
    afterAll(async () => (await shared)?.close());
    for (const { rule, title, check } of rules) {
      const skipped = options.skip?.find((skip) => skip.rule === rule);
      if (!skipped) it(`${rule} ${title}`, async () => check(await model(), subject, recorder), 60_000);
      else it(`${rule} does not hold: ${skipped.reason}`, async () => {
        await expect(check(await model(), subject, recorder), `${rule} holds: remove it from skip`).rejects.toThrow();
      }, 60_000);
    }
    it('skips only rules that exist', () => {
      for (const skip of options.skip ?? []) expect(rules.map((rule) => rule.rule)).toContain(skip.rule);
    });
  });
}
