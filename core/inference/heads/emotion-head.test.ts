import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { emotionLabels, type BasicEmotion, type EmotionLabel } from '../../contract/emotions.ts';
import { findEmbeddingEntry, loadCatalogue } from '../catalogue.ts';
import { loadTextEncoder } from '../text-encoder.ts';
import { createEmotionHead, type EmotionHead } from './emotion-head.ts';
import { loadHead, parseHead } from './format.ts';

const models = join(import.meta.dirname, '../../../models');

describe('the rule from scores to labels, on a head small enough to work out by hand', () => {
  const labels = emotionLabels.length;
  const hidden = { weights: [1, 0, 0, 1], bias: [0, -1] };
  // Label 17 (joy) hears the first hidden number, 25 (sadness) the second; the words say nothing, so each probability is sigmoid(half of the output).
  const output = new Float32Array(labels * 2);
  output[17 * 2] = 4;
  output[25 * 2 + 1] = 4;
  const numbers = [...hidden.weights, ...hidden.bias, ...output, ...new Float32Array(labels).fill(-4), ...new Float32Array(2 * labels), ...new Float32Array(labels).fill(-4)];
  const shapes: [string, number[]][] = [['hidden.weights', [2, 2]], ['hidden.bias', [2]], ['output.weights', [labels, 2]], ['output.bias', [labels]], ['words.weights', [2, labels]], ['words.bias', [labels]]];
  let offset = 0;
  const tensors = shapes.map(([name, shape]) => {
    const entry = { name, type: 'float32', shape, offset };
    offset += shape.reduce((product, size) => product * size, 4);
    return entry;
  });
  const header = {
    format: 'luminora-head', version: 1, name: 'emotion', labels: [...emotionLabels], embedding: { model: 'm', revision: 'r', dimension: 2 }, tensors, licence: '', attribution: '', bytes: offset,
    settings: { hidden: 2, buckets: 2, piece_share: 1, vector_share: 0.5, thresholds: { both: Array(labels).fill(0.3), text: Array(labels).fill(0.01) } },
  };
  const bytes = new Uint8Array(Float32Array.from(numbers).buffer);
  const small = (change: object = {}) => createEmotionHead(parseHead('emotion', JSON.stringify({ ...header, ...change }), bytes));

  it('gives each label its probability', () => {
    // hidden: (2, 1.5 - 1 = 0.5); joy: (4*2 - 4 - 4)/2 = 0, sadness: (4*0.5 - 4 - 4)/2 = -3, the others -4
    const reading = small().read({ text: 'words', vector: Float32Array.of(2, 1.5) });
    expect(reading.scores.joy).toBeCloseTo(0.5, 6);
    expect(reading.scores.sadness).toBeCloseTo(1 / (1 + Math.exp(3)), 6);
    expect(reading.scores.anger).toBeCloseTo(1 / (1 + Math.exp(4)), 6);
    expect(reading).toMatchObject({ label: 'joy', labels: ['joy'], basic: { label: 'joy' }, from: 'vector_and_text' });
    // Joy gathers its own probability and eight others of sigmoid(-4); all 28 together are what it is divided by.
    const low = 1 / (1 + Math.exp(4));
    expect(reading.basic.scores.joy).toBeCloseTo((0.5 + 8 * low) / (0.5 + 1 / (1 + Math.exp(3)) + 26 * low), 6);
  });

  it('answers by the words alone when there is no vector it can read, and says so', () => {
    for (const vector of [null, Float32Array.of(1), Float32Array.of(NaN, 1)]) expect(small().read({ text: 'words', vector }).from).toBe('text');
    expect(small().reads({ model: 'm', revision: 'r', dimension: 2 })).toBe(true);
    expect(small().reads({ model: 'm', revision: 'another', dimension: 2 })).toBe(false);
  });

  it('refuses weights of another set of labels or with settings it cannot use', () => {
    const damaged = expect.objectContaining({ code: 'model_damaged' });
    expect(() => small({ labels: [...emotionLabels].reverse() })).toThrow(damaged);
    expect(() => small({ settings: { ...header.settings, buckets: 3 } })).toThrow(damaged);
    expect(() => small({ settings: { ...header.settings, hidden: 3 } })).toThrow(damaged);
    expect(() => small({ settings: {} })).toThrow(damaged);
    expect(() => small({ embedding: null })).toThrow(damaged);
  });
});

describe('the shipped head', () => {
  const clear: [string, readonly EmotionLabel[], BasicEmotion][] = [
    ['Thank you so much for helping me yesterday!', ['gratitude'], 'joy'],
    ['I am terrified of what might happen tonight', ['fear'], 'fear'],
    ['This is disgusting, I want to throw up', ['disgust'], 'disgust'],
    ['My grandmother died last week and I cannot stop crying', ['sadness', 'grief'], 'sadness'],
    ['Wow, I did not expect that at all!', ['surprise'], 'surprise'],
    ['haha that is the funniest thing I have seen all week', ['amusement'], 'joy'],
    ['The meeting is on Tuesday at ten', ['neutral'], 'none'],
    ['Muchísimas gracias por acompañarme al hospital', ['gratitude'], 'joy'],
    ['Tengo muchísimo miedo, no quiero quedarme sola', ['fear'], 'fear'],
    ['Qué asco, la carne estaba podrida', ['disgust'], 'disgust'],
    ['Estoy muy triste, echo de menos a mi madre', ['sadness', 'grief'], 'sadness'],
    ['¡No me lo puedo creer, qué sorpresa!', ['surprise'], 'surprise'],
    ['Estoy furiosa, me has mentido otra vez, sinvergüenza', ['anger'], 'anger'],
    ['Jajaja me parto de risa contigo', ['amusement'], 'joy'],
    ['La cita con el dentista es el martes a las diez', ['neutral'], 'none'],
  ];
  let head: EmotionHead;
  const vectors: Float32Array[] = [];
  beforeAll(async () => {
    head = createEmotionHead(await loadHead(join(models, 'heads'), 'emotion'));
    const catalogue = await loadCatalogue(models);
    const entry = findEmbeddingEntry(catalogue, catalogue.defaults.embedding);
    const revision = entry.files.find((file) => file.path === entry.weights)!.sha256;
    expect(head.reads({ model: entry.id, revision, dimension: entry.dimension })).toBe(true);
    const encoder = await loadTextEncoder({ folder: join(models, entry.folder), weights: entry.weights, dimension: entry.dimension, maxTokens: entry.max_tokens, isNormalized: true, devices: [], threads: 1 });
    for (const [text] of clear) vectors.push(await encoder.encode(entry.query_prefix + text));
    await encoder.close();
  });

  it.each(clear.map((row, index) => [index, ...row] as const))('%i: "%s"', (index, text, expected, basic) => {
    const reading = head.read({ text, vector: vectors[index]! });
    expect(expected).toContain(reading.label);
    expect(reading.labels.some((label) => expected.includes(label))).toBe(true);
    expect(reading.basic.label).toBe(basic);
  });

  it('knows the clearest by their words alone', () => {
    const byWords = (text: string) => head.read({ text, vector: null });
    expect(byWords('Thank you so much!')).toMatchObject({ label: 'gratitude', from: 'text' });
    expect(byWords('Gracias, muchas gracias').label).toBe('gratitude');
    expect(byWords('Qué asco').labels).toContain('disgust');
  });

  it('reads an empty text, and one of signs only', () => {
    for (const text of ['', ' ', '12345', '👍']) {
      const { scores } = head.read({ text, vector: null });
      expect(Object.values(scores).every((score) => score >= 0 && score <= 1)).toBe(true);
    }
  });
});
