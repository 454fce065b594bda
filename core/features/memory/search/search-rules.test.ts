import { describe, expect, it } from 'vitest';
import type { MessageWords } from '../../../providers/storage/storage.ts';
import { relatedStems } from './concepts.ts';
import { contextScores } from './context.ts';
import { stepAway } from './middle.ts';
import { findPeople } from './people.ts';
import { planQuery } from './query-plan.ts';
import { rank } from './rank.ts';
import { toShares } from './scale.ts';
import { namesIn } from './second-hop.ts';
import { isAsking, substance } from './substance.ts';
import { asksWhen, nearness, periodsOf, tellsWhen } from './times.ts';
import { searchWeights } from './weights.ts';
import { createWordCounter, scoreWords } from './word-scores.ts';

const names = { user: 'Ana', assistant: 'Luna' };
const now = Date.UTC(2023, 5, 14);

describe('whom a question names', () => {
  it.each([
    ['What does Ana like to read?', 'What does like to read?', 'user'],
    ["What was Luna's idea?", 'What was idea?', 'assistant'],
    ['¿Qué dijo Luna de la playa?', '¿Qué dijo de la playa?', 'assistant'],
    ['Did Ana and Luna agree?', 'Did and agree?', null],
    ['¿Hablamos de la luna?', '¿Hablamos de la luna?', null],
    ['Luna, ¿qué te conté de mi perro?', '¿qué te conté de mi perro?', null],
    ['What about Anastasia?', 'What about Anastasia?', null],
    ['Ana', 'Ana', 'user'],
  ] as const)('%s', (text, rest, person) => {
    expect(findPeople(text, names)).toMatchObject({ text: rest, person });
  });
  it('a name is no pattern', () => {
    expect(findPeople('Who is (A.*)?', { user: '(A.*)', assistant: null }).person).toBe('user');
    expect(findPeople('Who is Abe?', { user: 'A.*', assistant: '' }).person).toBeNull();
  });
});

describe('when', () => {
  it.each(['When did I go to the doctor?', 'how long have I known her', '¿Cuándo fui al médico?', '¿cuando fui al médico?', '¿En qué año me casé?'])('%s asks for a time', (text) => expect(asksWhen(text)).toBe(true));
  it.each(['cuando hablamos de mi mascota', 'when we talked about my pet', 'What do I like when it rains', '¿Qué comí?'])('%s does not', (text) => expect(asksWhen(text)).toBe(false));
  it('a question speaks of a period, and what was said in it or soon after is near', () => {
    const [may] = periodsOf('what did we talk about last May?', { now });
    expect([may?.start, may?.end]).toEqual([Date.UTC(2023, 4, 1), Date.UTC(2023, 5, 1)]);
    expect([Date.UTC(2023, 3, 30), Date.UTC(2023, 4, 2), Date.UTC(2023, 5, 2), Date.UTC(2023, 6, 2)].map((time) => nearness(time, [may!]))).toEqual([0, 1, 0.5, 0]);
    expect(planQuery('la semana pasada', { now }).timeWords).toHaveLength(7);
    expect(nearness(now, [])).toBe(0);
  });
  it('a message tells a time or does not', () => {
    expect([tellsWhen('I went there yesterday', now), tellsWhen('I like it there', now)]).toEqual([true, false]);
  });
});

describe('scores', () => {
  it('become shares of the best', () => {
    expect([...toShares([{ id: 'a', score: 3 }, { id: 'b', score: 2 }, { id: 'c', score: 1 }], 1)]).toEqual([['a', 1], ['b', 0.5], ['c', 0]]);
    expect([...toShares([{ id: 'a', score: 0.8 }], 0.8)]).toEqual([['a', 1]]);
    expect([...toShares([{ id: 'a', score: 0.81 }, { id: 'b', score: 0.8 }], 0.8, 0.05).values()].map((share) => Number(share.toFixed(3)))).toEqual([1, 0.8]);
    expect(toShares([], 0).size).toBe(0);
  });

  const place = (id: string, depth: number, words: string, session_id = 's') => ({ id, session_id, depth, words: words.split(' ') });
  const corpus = { messages: 100, counts: new Map([['dog', 10], ['max', 1]]) };
  const terms = [{ word: 'dog', stems: ['dog', 'perr'], share: 1 }, { word: 'max', stems: ['max'], share: 1 }];
  it('of words count a message with its neighbours, rare words more, and what was learnt from it', () => {
    const places = [place('a', 0, 'dog'), place('b', 1, 'max'), place('c', 2, 'tree'), place('d', 9, 'perr'), place('e', 0, 'max', 't'), place('f', 5, 'x')];
    const scores = scoreWords(places, terms, corpus, createWordCounter(terms, new Map()));
    expect(scores.get('a')!).toBeGreaterThan(scores.get('e')!);
    expect(scores.get('e')!).toBeGreaterThan(scores.get('d')!);
    expect(scores.get('c')!).toBeGreaterThan(0);
    expect(scores.has('f')).toBe(false);
    expect(scoreWords(places, terms, corpus, createWordCounter(terms, new Map()), 0).has('c')).toBe(false);
    expect(scoreWords(places, terms, corpus, createWordCounter(terms, new Map([['f', ['perr']]]))).has('f')).toBe(true);
    expect(scoreWords([], terms, corpus, createWordCounter(terms, new Map())).size).toBe(0);
  });

  it('of what was said nearby fade with the distance and stop at the session', () => {
    const contexts = contextScores([{ id: 'a', session_id: 's', depth: 0, score: 1 }, { id: 'b', session_id: 's', depth: 1, score: 0 }, { id: 'c', session_id: 's', depth: 10, score: 0 }, { id: 'd', session_id: 's', depth: 99, score: 0 }, { id: 'e', session_id: 't', depth: 1, score: 0.2 }]);
    expect([...contexts.values()].map((value) => Number(value.toFixed(2)))).toEqual([1, 0.9, 0.37, 0, 0.2]);
  });

  it('of substance grow with the words', () => {
    expect([substance(0), substance(40), substance(400)]).toEqual([0, 1, 1]);
    expect(substance(3)).toBeLessThan(substance(12));
    expect([isAsking('¿Y tu perro? '), isAsking('He asked "why?"'), isAsking('Why? Because.')]).toEqual([true, true, false]);
  });

  it('step away from the middle, but not to nothing', () => {
    expect([...stepAway(Float32Array.of(1, 1), Float32Array.of(1, 0), 0.5)]).toEqual([0.5, 1]);
    expect([...stepAway(Float32Array.of(1, 1), Float32Array.of(1, 1), 1)]).toEqual([1, 1]);
  });
});

describe('other words', () => {
  it('for a pet are dogs and cats, in both languages; for what is in no list, none', () => {
    const related = new Set(relatedStems(['mascot']).flat());
    for (const stem of ['perr', 'dog', 'gat', 'cat']) expect(related).toContain(stem);
    expect(related).not.toContain('mascot');
    expect(relatedStems(['zaragoz'])).toEqual([]);
  });
  it('names lead on, but neither those asked for nor the first word of a sentence', () => {
    expect(namesIn(['My sister married Tom. Then we met Paula, and Tom sang', 'With Max'], new Set(['max', 'paula']))).toEqual(['tom']);
  });
});

describe('the order', () => {
  const message = (id: string, more: Partial<MessageWords> = {}): MessageWords => ({ id, session_id: id, user_id: 'u', depth: 0, speaker: 'user', content: 'one two three four', created_at: now, words: ['one', 'two', 'three', 'four'], ...more });
  const order = (text: string, ...candidates: Parameters<typeof rank>[0]) => rank(candidates, planQuery(text, { names, now }), searchWeights, now).map((one) => one.message.id);
  it('follows meaning and words, then who is named, when it was, and what it tells', () => {
    expect(order('x', { message: message('a'), meaning: 0.2, words: 0 }, { message: message('b'), meaning: 0.1, words: 0.9 })).toEqual(['b', 'a']);
    expect(order('What did Luna say?', { message: message('a'), meaning: 1, words: 0 }, { message: message('b', { speaker: 'assistant' }), meaning: 0.5, words: 0 })).toEqual(['b', 'a']);
    expect(order('x', { message: message('a'), meaning: 1, words: 1 }, { message: message('b', { speaker: 'assistant' }), meaning: 1, words: 1 })).toEqual(['a', 'b']);
    expect(order('in May 2022', { message: message('a'), meaning: 0.5, words: 0 }, { message: message('b', { created_at: Date.UTC(2022, 4, 3) }), meaning: 0.4, words: 0 })).toEqual(['b', 'a']);
    expect(order('When did I go?', { message: message('a'), meaning: 0.6, words: 0 }, { message: message('b', { content: 'I went there last Monday' }), meaning: 0.4, words: 0 })).toEqual(['b', 'a']);
    expect(order('x', { message: message('a', { content: 'And the dog?' }), meaning: 0.6, words: 0 }, { message: message('b'), meaning: 0.4, words: 0 })).toEqual(['b', 'a']);
  });
  it('parts add up to the score, and of equal messages the later comes first', () => {
    const ranked = rank([{ message: message('a'), meaning: 0.5, words: 0.5 }, { message: message('b'), meaning: 0.5, words: 0.5 }], planQuery('When did Ana go in May?', { names, now }), searchWeights, now);
    expect(ranked.map((one) => one.message.id)).toEqual(['b', 'a']);
    for (const { score, parts } of ranked) expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(score, 10);
  });
});
