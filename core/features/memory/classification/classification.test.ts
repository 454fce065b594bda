// What one message is said to be: category, importance, privacy; kept once per text; and what filters make of it. On a real storage.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Classification } from '../../../contract/episodes.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import type { TestMemory } from '../../../testing/test-memory.ts';
import type { MemoryAnalyser } from '../analysis.ts';
import { categoryOf } from './category.ts';
import { importanceLevel } from './importance-level.ts';
import { createMessageClassification } from './message-classification.ts';
import { createMessageClassifier } from './message-classifier.ts';
import { nearest } from './nearest-category.ts';
import { privacyOf } from './privacy.ts';
import { createClassificationWeights, matchesClassification } from './weights.ts';

describe('privacy', () => {
  it.each([
    ['secret', ['mi contraseña es perro123', 'my pin is 4821', 'tarjeta 4111 1111 1111 1111', 'la clave del wifi es casa2024', 'Password: hunter22', 'el PIN es 4821', 'my IBAN is ES91 2100 0418 4502 0005 1332']],
    ['sensitive', ['Me han diagnosticado diabetes', 'I owe a lot of money', 'Rezo todas las noches', "I'm gay", 'Mi abogada dice que iremos a juicio', 'I had a panic attack', 'Estoy embarazada', 'Debo tres meses de hipoteca', 'I was arrested once']],
    ['personal', ['Mi perro murió ayer', 'Vivo en Madrid', 'I take the bus to work', "We're moving to Vigo", 'Tengo dos hermanas', 'I am sick of this weather']],
    ['public', ['What is the capital of France?', 'el tren sale a las ocho', '¿cómo elijo una buena contraseña?', 'saludos a todos', 'sin embargo, llueve', 'clave: paciencia', 'the key is patience', 'La sexta sinfonía', 'La clave del éxito es trabajar']],
  ] as const)('%s', (level, texts) => {
    for (const text of texts) expect({ text, level: privacyOf(text) }).toEqual({ text, level });
  });
});

describe('importance', () => {
  it.each([[10, 'critical'], [8.5, 'critical'], [8.49, 'high'], [6.5, 'high'], [6.4, 'medium'], [4, 'medium'], [3.9, 'low'], [2, 'low'], [1.9, 'trivial'], [0, 'trivial']] as const)('%d is %s', (score, level) => expect(importanceLevel(score)).toBe(level));
});

describe('category', () => {
  const unknown = { facts: [], lifeEvent: null, nearest: null };
  it.each([
    ['health', ['No he dormido nada y me duele la espalda', 'I have a terrible headache']],
    ['relationships', ['Mi hermana viene el domingo', 'My wife and I are fine', 'Mi perro se llama Max']],
    ['work', ['Mañana tengo una entrevista', 'My boss moved the deadline', 'Estoy con los exámenes']],
    ['goals', ['Quiero aprender alemán', 'My dream is a bakery']],
    ['hobbies', ['Toco el piano los jueves', 'I love hiking and chess in my free time']],
    ['preferences', ['Me encanta el chocolate', "I can't stand olives"]],
    ['events', ['El concierto del sábado fue enorme', 'The party last night was wild']],
    ['personal_info', ['Me llamo Ana', 'I live in Boston', 'Nací en Lugo']],
    ['other', ['Hola', 'Tell me a joke', '¿Qué tal?']],
  ] as const)('%s by words', (category, texts) => {
    for (const text of texts) expect({ text, category: categoryOf(text, unknown) }).toEqual({ text, category });
  });
  it('what was learnt comes before words, words before meaning, meaning before a life event', () => {
    expect(categoryOf('My boss is nice', { facts: ['health', 'goals', 'goals', 'other'], lifeEvent: 'death', nearest: 'hobbies' })).toBe('goals');
    expect(categoryOf('My boss is nice', { facts: ['other'], lifeEvent: 'death', nearest: 'hobbies' })).toBe('work');
    expect(categoryOf('x', { facts: [], lifeEvent: 'death', nearest: 'hobbies' })).toBe('hobbies');
    expect([['bereavement', 'events'], ['illness', 'health'], ['job_loss', 'work']].map(([lifeEvent]) => categoryOf('x', { facts: [], lifeEvent: lifeEvent!, nearest: null }))).toEqual(['events', 'health', 'work']);
  });
  it('by meaning, only when one clearly leads', () => {
    const vector = (x: number, y: number) => new Float32Array([x, y]);
    const examples = [{ category: 'work' as const, vector: vector(1, 0) }, { category: 'health' as const, vector: vector(0, 1) }, { category: null, vector: vector(-1, 0) }];
    expect([vector(1, 0), vector(0.1, 0.9), vector(0.7, 0.7), vector(-1, 0)].map((one) => nearest(one, examples))).toEqual(['work', 'health', null, null]);
    expect(nearest(vector(1, 0), [])).toBeNull();
  });
});

describe('filters', () => {
  const classification: Classification = {
    id: 'm', user_id: 'u', session_id: 's', content_hash: 'h', category: 'work', importance: 'high', importance_score: 7, emotion: 'anger', emotions: ['anger', 'sadness'], sentiment: 'negative', sentiment_score: -0.5,
    interactions: [], life_event: null, privacy: 'personal', language: 'en', analyser: 'a', created_at: 0,
  };
  it.each([
    [{}, true], [{ categories: ['work', 'health'] }, true], [{ categories: ['health'] }, false], [{ emotions: ['sadness'] }, true], [{ emotions: ['joy'] }, false], [{ importance: ['high'] }, true], [{ importance: ['low'] }, false],
    [{ privacy: ['personal'] }, true], [{ privacy: ['secret'] }, false], [{ categories: ['work'], privacy: ['secret'] }, false], [{ categories: [] }, true],
  ] as const)('%j: %s', (filters, expected) => expect(matchesClassification(classification, filters as unknown as Parameters<typeof matchesClassification>[1])).toBe(expected));
});

describe('rows', () => {
  let memory: TestMemory;
  beforeEach(async () => { memory = await createTestMemory(); });
  afterEach(() => memory.close());

  /** An analyser that counts how often it is asked: as important as the text is long. */
  function countingAnalyser(version = 'v1') {
    const asked: string[] = [];
    const analyser: MemoryAnalyser = {
      version: (spaceId) => `${version}/${spaceId ?? 'words'}`,
      analyse: ({ text }) => {
        asked.push(text);
        return { language: 'en', emotion: 'joy', emotions: ['joy'], sentiment: 'positive', sentiment_score: 3, interactions: ['statement'], life_event: null, importance: text.length };
      },
    };
    return { asked, analyser };
  }
  const make = (analyser: MemoryAnalyser) => createMessageClassification({
    storage: memory.storage, embedder: { embed: async () => null }, classifier: createMessageClassifier({ ...memory, analyser, factCategories: () => [], nearestCategory: async () => null }), after: async () => [],
  });

  it('the same text is analysed once, however it is written, and each message has its row', async () => {
    const { asked, analyser } = countingAnalyser();
    const classification = make(analyser);
    const [first, again] = [await memory.say('My boss'), await memory.say('My\u200b boss')];
    for (const message of [first, again]) await memory.storage.commit(await classification.changesFor(message, null, null));
    expect(asked).toEqual(['My boss']);
    const rows = await memory.storage.classifications.getMany([first.id, again.id]);
    expect(rows.map(({ id, category, importance, sentiment_score, privacy }) => ({ id, category, importance, sentiment_score, privacy })).sort((one, other) => (one.id < other.id ? -1 : 1)))
      .toEqual([first, again].map(({ id }) => ({ id, category: 'work', importance: 'high', sentiment_score: 1, privacy: 'personal' })));
    expect(new Set(rows.map(({ content_hash }) => content_hash)).size).toBe(1);
  });

  it('another version says everything anew, and its rows take the place of the old', async () => {
    const old = countingAnalyser();
    await memory.say('one');
    await memory.say('two');
    await memory.say('gone', { status: 'failed' });
    expect(await make(old.analyser).catchUp(null, new AbortController().signal)).toBe(2);
    expect(await make(old.analyser).catchUp(null, new AbortController().signal)).toBe(0);
    const next = countingAnalyser('v2');
    expect(await make(next.analyser).catchUp(null, new AbortController().signal)).toBe(2);
    expect(next.asked.sort()).toEqual(['one', 'two']);
    expect(await memory.storage.count('classification')).toBe(2);
  });

  it('catching up stops when it is told to, and waits for a model that is gone', async () => {
    const { asked, analyser } = countingAnalyser();
    await memory.say('one');
    const stopped = new AbortController();
    stopped.abort();
    expect(await make(analyser).catchUp(null, stopped.signal)).toBe(0);
    expect(await make(analyser).catchUp('space', new AbortController().signal)).toBe(0);
    expect(asked).toEqual([]);
  });

  it('weighs and filters messages; what has no row passes only where nothing is asked for', async () => {
    const classification = make(countingAnalyser().analyser);
    const [long, short, unclassified] = [await memory.say('My boss is away'), await memory.say('Hi'), await memory.say('x')];
    for (const message of [long, short]) await memory.storage.commit(await classification.changesFor(message, null, null));
    const weights = createClassificationWeights(memory.storage);
    const all = [long.id, unclassified.id, short.id];
    expect([...(await weights.weightsOf(all))].map(([id, { importance }]) => [id, importance]).sort()).toEqual([[long.id, 1], [short.id, 0.2]].sort());
    expect(await weights.matching(all, {})).toEqual(all);
    expect(await weights.matching(all, { categories: ['work', 'other'] })).toEqual([long.id, short.id]);
    expect(await weights.matching(all, { importance: ['critical'] })).toEqual([long.id]);
  });
});

describe('any text', () => {
  it('has a privacy and a category', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(['public', 'personal', 'sensitive', 'secret']).toContain(privacyOf(text));
    expect(categoryOf(text, { facts: [], lifeEvent: null, nearest: null })).toBeTypeOf('string');
  })));
});
