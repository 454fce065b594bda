// The mood as a state machine: what pulls, holds, wears and fades; its causes; and what a personality may change of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emotionLabels } from '../../contract/emotions.ts';
import { sentimentSchema } from '../../contract/entities.ts';
import { interactionTypes, lifeEventKinds } from '../../contract/interactions.ts';
import { moodConfigSchema, moodDefinitionSchema, moodTriggerSchema } from '../../contract/mood-config.ts';
import type { MessageSignals } from '../message-condition.ts';
import { defaultMoodAdjustments, defaultMoods } from './default-moods.ts';
import { defaultTriggers } from './default-triggers.ts';
import { moodsOf, moodWords } from './moods-of.ts';
import { moodAt, moodDefinition, nextMood, type MoodState } from './next-mood.ts';

const config = moodsOf({});
const hour = 3_600_000;
const scores: Readonly<Record<string, number>> = { very_negative: -0.9, negative: -0.75, neutral: 0, positive: 0.75, very_positive: 0.9 };
const said = (signals: Partial<MessageSignals> = {}): MessageSignals => ({
  text: 'algo', emotion: signals.emotions?.[0] ?? 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: scores[signals.sentiment ?? 'neutral']!, interactions: [], life_event: null, importance: 4, ...signals,
});
const event = (kind: string, score = 1) => said({ life_event: { kind, score } });
const own = (mood_config: Parameters<typeof moodConfigSchema.parse>[0]) => moodsOf({ mood_config: moodConfigSchema.parse(mood_config) });

describe('the default moods', () => {
  it('are seven, valid, with a face, names in both languages and words in both that are not the same', () => {
    expect(defaultMoods.map(({ id }) => id)).toEqual(['neutral', 'happy', 'sad', 'excited', 'concerned', 'playful', 'loving']);
    for (const mood of defaultMoods) {
      expect(moodDefinitionSchema.parse(mood)).toEqual(mood);
      expect(Object.keys(mood.labels ?? {})).toEqual(['en', 'es']);
      const [english, spanish] = [moodWords(mood, 'en'), moodWords(mood, 'es')];
      expect(spanish).toHaveLength(english.length);
      expect(spanish.every((sentence) => sentence.length <= 200)).toBe(true);
      if (mood.id === 'neutral') continue;
      expect(english.length).toBeGreaterThan(1);
      expect(spanish).toEqual(defaultMoodAdjustments.es[mood.id]);
      expect(spanish.some((sentence) => english.includes(sentence))).toBe(false);
    }
    expect(new Set(defaultMoods.map(({ expression }) => expression)).size).toBe(7);
    for (const { cause: _cause, ...trigger } of defaultTriggers) expect(moodTriggerSchema.parse(trigger)).toEqual(trigger);
  });
  it('speak with the words of a personality that wrote its own, in whatever language', () => {
    const sad = moodDefinitionSchema.parse({ id: 'sad', modifiers: { behavioral_adjustments: ['Say little.'] } });
    expect(moodWords(sad, 'es')).toEqual(['Say little.']);
    for (const id of ['grumpy', 'constructor']) expect(moodWords(moodDefinitionSchema.parse({ id }), 'es')).toEqual([]);
    const odd = own({ moods: [{ id: 'constructor' }], transitions: { constructor: { sad: 1 } } });
    expect(nextMood(odd, { mood: 'constructor', intensity: 0.5 }, event('bereavement'), 0).mood).toBe('constructor');
    expect(nextMood(config, { mood: 'sad', intensity: 0.5 }, said({ interactions: ['joke'] }), 0).mood).toBe('sad');
  });
});

describe('what a message does to a calm companion', () => {
  it.each([
    [event('bereavement'), 'sad', 'life_event:bereavement', 'grief'],
    [event('breakup'), 'sad', 'life_event:breakup', 'sadness'],
    [event('illness'), 'concerned', 'life_event:illness', 'caring'],
    [event('accident'), 'concerned', 'life_event:accident', 'caring'],
    [event('job_loss'), 'concerned', 'life_event:job_loss', 'caring'],
    [event('wedding'), 'excited', 'life_event:wedding', 'excitement'],
    [event('new_job'), 'excited', 'life_event:new_job', 'excitement'],
    [event('birth'), 'excited', 'life_event:birth', 'excitement'],
    [event('achievement'), 'excited', 'life_event:achievement', 'excitement'],
    [said({ interactions: ['insult'], emotions: ['anger'] }), 'sad', 'interaction:insult', 'disappointment'],
    [said({ text: 'Mi jefe es un idiota', interactions: ['insult'], emotions: ['anger'] }), 'concerned', 'emotion:anger', 'disapproval'],
    [said({ life_event: { kind: 'job_loss', score: 1 }, sentiment: 'positive', text: 'Me dieron el trabajo' }), 'happy', 'sentiment:positive', 'joy'],
    [said({ interactions: ['thanks'], emotions: ['gratitude'] }), 'happy', 'interaction:thanks', 'gratitude'],
    [said({ interactions: ['compliment'] }), 'happy', 'interaction:compliment', 'joy'],
    [said({ interactions: ['affection'] }), 'loving', 'interaction:affection', 'love'],
    [said({ interactions: ['question', 'joke'] }), 'playful', 'interaction:joke', 'amusement'],
    [said({ emotions: ['amusement'] }), 'playful', 'emotion:amusement', 'amusement'],
    [said({ emotions: ['nervousness', 'joy'] }), 'concerned', 'emotion:nervousness', 'nervousness'],
    [said({ emotions: ['joy', 'nervousness'] }), 'happy', 'emotion:joy', 'joy'],
    [said({ emotions: ['grief'] }), 'sad', 'emotion:grief', 'grief'],
    [said({ sentiment: 'very_negative' }), 'concerned', 'sentiment:very_negative', 'caring'],
    [said({ sentiment: 'very_negative', interactions: ['sharing'], importance: 1 }), 'concerned', 'sentiment:very_negative', 'caring'],
    [said({ text: 'Mi tía FALLECIÓ anoche', interactions: ['sharing'] }), 'sad', 'life_event:bereavement', 'sadness'],
    [said({ text: '¿cuándo falleció Cervantes?', interactions: ['question'], emotions: ['grief'], importance: 2 }), 'neutral', 'time', 'neutral'],
    [said({ interactions: ['thanks'], sentiment: 'negative', importance: 2 }), 'neutral', 'time', 'neutral'],
    [said({ emotions: ['relief'], sentiment: 'negative' }), 'concerned', 'sentiment:negative', 'caring'],
    [said({ sentiment: 'positive' }), 'happy', 'sentiment:positive', 'joy'],
    [said({ sentiment: 'negative', importance: 1 }), 'neutral', 'time', 'neutral'],
    [said({ interactions: ['question'], emotions: ['curiosity'] }), 'neutral', 'time', 'curiosity'],
    [said({ interactions: ['apology'] }), 'neutral', 'time', 'neutral'],
    [said({ sentiment: 'positive', sentiment_score: 0.2 }), 'neutral', 'time', 'neutral'],
    [said({ sentiment: 'very_negative', sentiment_score: -0.1 }), 'concerned', 'sentiment:very_negative', 'caring'],
    [said({ interactions: ['insult'], sentiment: 'very_positive', emotions: ['admiration'] }), 'happy', 'emotion:admiration', 'joy'],
    [said(), 'neutral', 'time', 'neutral'],
  ])('%j: %s because of %s, seen as %s', (message, mood, cause, expression) => {
    expect(nextMood(config, null, message, 0)).toMatchObject({ mood, cause, expression });
  });
  it('feels grave news the more the surer they are, whatever else the message holds', () => {
    const sure = nextMood(config, null, event('bereavement', 1), 0).intensity;
    expect(sure).toBeGreaterThan(0.75);
    expect(nextMood(config, null, event('bereavement', 0.5), 0).intensity).toBeLessThan(sure);
    expect(nextMood(config, null, { ...event('bereavement'), interactions: ['joke', 'thanks'], emotions: ['amusement'], sentiment: 'very_positive' }, 0).mood).toBe('sad');
  });
});

describe('inertia and resistance', () => {
  const sad: MoodState = { mood: 'sad', intensity: 0.8 };
  it('the same again strengthens in smaller and smaller steps, and never past its ceiling', () => {
    const steps: number[] = [];
    let state: MoodState = { mood: 'neutral', intensity: 0.3 };
    for (let time = 0; time < 12; time += 1) {
      state = nextMood(config, state, said({ sentiment: 'positive' }), 0);
      steps.push(state.intensity);
    }
    const gains = steps.slice(1).map((intensity, index) => intensity - steps[index]!);
    expect(gains.every((gain, index) => gain > 0 && (index === 0 || gain < gains[index - 1]!))).toBe(true);
    expect(steps.at(-1)).toBeLessThan(0.65);
    expect(nextMood(config, { mood: 'happy', intensity: 0.95 }, said({ sentiment: 'positive' }), 0)).toMatchObject({ mood: 'happy', intensity: 0.95 });
  });
  it('a weak contrary feeling wears the present one down first, a third takes over; a strong one takes over at once', () => {
    const thanks = said({ interactions: ['thanks'] });
    const first = nextMood(config, sad, thanks, 0);
    const second = nextMood(config, first, thanks, 0);
    expect(first).toMatchObject({ mood: 'sad', cause: 'interaction:thanks' });
    expect(first.intensity).toBeLessThan(0.8);
    expect(second.intensity).toBeLessThan(first.intensity);
    expect([second, nextMood(config, second, thanks, 0)].some(({ mood }) => mood === 'happy')).toBe(true);
    expect(nextMood(config, { mood: 'happy', intensity: 1 }, event('bereavement'), 0).mood).toBe('sad');
    expect(nextMood(config, { mood: 'playful', intensity: 0.9 }, said({ interactions: ['insult'] }), 0).mood).toBe('sad');
  });
  it('a joke right after grave news changes nothing but a little of the weight', () => {
    const after = nextMood(config, sad, said({ interactions: ['joke'] }), 60_000);
    expect(after.mood).toBe('sad');
    expect(after.intensity).toBeGreaterThan(0.6);
  });
  it('an apology eases hurt back towards rest and moves a calm companion nowhere', () => {
    const sorry = said({ interactions: ['apology'] });
    const hurt = nextMood(config, null, said({ interactions: ['insult'] }), 0);
    const eased = nextMood(config, hurt, sorry, 0);
    expect(eased).toMatchObject({ mood: 'neutral', intensity: 0.3, cause: 'interaction:apology' });
    expect(nextMood(config, sad, sorry, 0)).toMatchObject({ mood: 'sad' });
    expect(nextMood(config, sad, sorry, 0).intensity).toBeLessThan(0.5);
    expect(nextMood(own({ resting_mood: 'happy' }), hurt, sorry, 0)).toMatchObject({ mood: 'happy' });
  });
  it('at rest in a mood that is one, what pulls there strengthens it, and time brings it back', () => {
    const cheerful = own({ resting_mood: 'happy', resting_intensity: 0.4 });
    const praised = nextMood(cheerful, null, said({ interactions: ['compliment'] }), 0);
    expect(praised).toMatchObject({ mood: 'happy', cause: 'interaction:compliment' });
    expect(praised.intensity).toBeGreaterThan(0.5);
    expect(moodAt(cheerful, praised, 48 * hour).intensity).toBeCloseTo(0.4);
    expect(nextMood(cheerful, praised, said({ interactions: ['apology'] }), 0)).toMatchObject({ mood: 'happy', intensity: praised.intensity });
    const dull = own({ resting_mood: 'happy', triggers: [{ id: 'taxes', when: { keywords: ['taxes'] }, mood: 'neutral', intensity: 0.6 }] });
    expect(nextMood(dull, null, said({ text: 'About my taxes' }), 0)).toMatchObject({ mood: 'neutral', cause: 'trigger:taxes' });
    expect(moodAt(dull, { mood: 'neutral', intensity: 0.5 }, 48 * hour)).toMatchObject({ mood: 'happy' });
  });
  it('inertia 0 gives in to every feeling, inertia 1 to none', () => {
    const weak = said({ sentiment: 'positive' });
    expect(nextMood(own({ inertia: 0 }), { mood: 'excited', intensity: 1 }, weak, 0)).toMatchObject({ mood: 'happy' });
    for (const message of [weak, event('bereavement')]) expect(nextMood(own({ inertia: 1 }), { mood: 'excited', intensity: 1 }, message, 0)).toMatchObject({ mood: 'excited', intensity: 1 });
    expect(nextMood(own({ inertia: 1, resting_intensity: 0 }), null, event('bereavement'), 0).mood).toBe('neutral');
  });
  it('the transition table decides pair by pair: 1 never, 0 free, missing the default', () => {
    const thanks = said({ interactions: ['thanks'] });
    const weakSad: MoodState = { mood: 'sad', intensity: 0.5 };
    expect(nextMood(config, weakSad, thanks, 0).mood).toBe('happy');
    expect(nextMood(own({ transitions: { sad: { happy: 1 } } }), weakSad, thanks, 0)).toMatchObject({ mood: 'sad', intensity: 0.5 });
    expect(nextMood(own({ transitions: { sad: { happy: 0 } } }), sad, thanks, 0).mood).toBe('happy');
    expect(own({ transitions: { sad: { happy: 0 } } }).transitions['sad']).toMatchObject({ happy: 0, playful: 0.7 });
  });
});

describe('time', () => {
  it('halves each mood with its half-life and ends at rest', () => {
    for (const mood of defaultMoods.filter(({ id }) => id !== 'neutral')) {
      const half = mood.half_life_minutes * 60_000;
      expect(moodAt(config, { mood: mood.id, intensity: 0.8 }, half)).toEqual({ mood: mood.id, intensity: 0.4 });
      expect(moodAt(config, { mood: mood.id, intensity: 0.8 }, 3 * half)).toEqual({ mood: 'neutral', intensity: 0.3 });
    }
    expect(moodAt(config, { mood: 'neutral', intensity: 0.9 }, 24 * hour).intensity).toBeCloseTo(0.3);
    expect(moodAt(config, { mood: 'happy', intensity: 0.8 }, -hour)).toEqual({ mood: 'happy', intensity: 0.8 });
  });
  it('is all that a neutral message lets work, and comes before what is felt', () => {
    expect(nextMood(config, { mood: 'sad', intensity: 0.8 }, said(), 5 * hour)).toEqual({ mood: 'sad', intensity: 0.4, cause: 'time', expression: 'sadness' });
    expect(nextMood(config, { mood: 'sad', intensity: 0.8 }, said(), 0)).toMatchObject({ mood: 'sad', intensity: 0.8, cause: 'time' });
    expect(nextMood(config, { mood: 'sad', intensity: 0.8 }, said(), 48 * hour)).toEqual({ mood: 'neutral', intensity: 0.3, cause: 'time', expression: 'neutral' });
    expect(nextMood(config, { mood: 'sad', intensity: 0.8 }, said({ interactions: ['joke'] }), 24 * hour).mood).toBe('playful');
  });
  it('in two steps does what it does in one', () => {
    fc.assert(fc.property(fc.constantFrom(...defaultMoods.map(({ id }) => id)), fc.double({ min: 0.3, max: 1, noNaN: true }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (mood, intensity, first, second) => {
      const once = moodAt(config, { mood, intensity }, (first + second) * 60_000);
      const twice = moodAt(config, moodAt(config, { mood, intensity }, first * 60_000), second * 60_000);
      expect(twice.mood).toBe(once.mood);
      expect(twice.intensity).toBeCloseTo(once.intensity, 10);
    }));
  });
});

describe('what a personality may change', () => {
  const grumpy = { id: 'grumpy', expression: 'annoyance' as const, half_life_minutes: 10, modifiers: { behavioral_adjustments: ['Grumble.'] } };
  it('adds moods and triggers, which are asked first and named as causes', () => {
    const changed = own({ moods: [grumpy], triggers: [{ id: 'mondays', when: { keywords: ['lunes', 'Monday morning'] }, mood: 'grumpy', intensity: 0.8 }] });
    expect(changed.moods.map(({ id }) => id)).toEqual([...defaultMoods.map(({ id }) => id), 'grumpy']);
    expect(nextMood(changed, null, { ...event('bereavement'), text: '¡Otra vez LUNES!' }, 0)).toMatchObject({ mood: 'grumpy', cause: 'trigger:mondays', expression: 'annoyance' });
    expect(nextMood(changed, null, { ...event('bereavement'), text: 'Mondays in general' }, 0).mood).toBe('sad');
    expect(moodAt(changed, { mood: 'grumpy', intensity: 0.8 }, 10 * 60_000).intensity).toBeCloseTo(0.4);
  });
  it('replaces a default by its id, in its place, and rests where it says', () => {
    const changed = own({ resting_mood: 'playful', resting_intensity: 0.5, moods: [{ id: 'sad', expression: 'remorse' }], triggers: [{ id: 'thanks', when: { interactions: ['thanks'] }, mood: 'loving', intensity: 0.7 }] });
    expect(changed.moods.map(({ id }) => id)).toEqual(defaultMoods.map(({ id }) => id));
    expect(moodDefinition(changed, 'sad').expression).toBe('remorse');
    expect(nextMood(changed, null, said(), 0)).toEqual({ mood: 'playful', intensity: 0.5, cause: 'time', expression: 'amusement' });
    expect(nextMood(changed, null, said({ interactions: ['thanks'] }), 0).mood).toBe('loving');
    expect(changed.triggers.filter(({ id }) => id === 'thanks')).toHaveLength(1);
    expect(moodAt(changed, { mood: 'sad', intensity: 0.2 }, 24 * hour)).toEqual({ mood: 'playful', intensity: 0.5 });
  });
  it('may leave the default triggers out', () => {
    const alone = own({ use_default_triggers: false });
    expect(nextMood(alone, null, event('bereavement'), 0)).toMatchObject({ mood: 'neutral', cause: 'time' });
  });
  it('falls back to rest for a mood that nobody knows: stored, as a rest, or in a trigger', () => {
    expect(nextMood(config, { mood: 'grumpy', intensity: 0.9 }, said(), 0)).toMatchObject({ mood: 'neutral', intensity: 0.3 });
    expect(moodAt(config, { mood: '__proto__', intensity: 0.9 }, 0)).toEqual({ mood: 'neutral', intensity: 0.3 });
    expect(own({ resting_mood: 'grumpy' }).restingMood).toBe('neutral');
    expect(own({ triggers: [{ id: 'x', when: { keywords: ['hola'] }, mood: 'grumpy', intensity: 1 }] }).triggers.some(({ id }) => id === 'x')).toBe(false);
    expect(moodDefinition(config, 'grumpy').id).toBe('neutral');
  });
});

describe('for any message and any stored state', () => {
  const message = fc.record({
    text: fc.string(), emotions: fc.uniqueArray(fc.constantFrom(...emotionLabels), { maxLength: 4 }), sentiment: fc.constantFrom(...sentimentSchema.options), sentiment_score: fc.double({ min: -1, max: 1, noNaN: true }),
    interactions: fc.uniqueArray(fc.constantFrom(...interactionTypes), { maxLength: 4 }), life_event: fc.option(fc.record({ kind: fc.constantFrom(...lifeEventKinds), score: fc.double({ min: 0, max: 1, noNaN: true }) })),
    importance: fc.double({ min: 0, max: 10, noNaN: true }),
  }).map((one): MessageSignals => ({ ...one, emotion: one.emotions[0] ?? 'neutral' }));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const ids = defaultMoods.map(({ id }) => id);
  const configs = fc.record({ inertia: share, resting_intensity: share, resting_mood: fc.constantFrom(...ids), transitions: fc.dictionary(fc.constantFrom(...ids), fc.dictionary(fc.constantFrom(...ids), share)) }).map((mood_config) => moodsOf({ mood_config }));
  const state = fc.option(fc.record({ mood: fc.oneof(fc.constantFrom(...ids), fc.string()), intensity: fc.oneof(share, fc.double()) }));
  it('the mood is one it knows, between 0 and 1, shown by one of the 28 faces, and always the same', () => {
    fc.assert(fc.property(configs, state, message, fc.oneof(fc.integer(), fc.constant(0)), (anyConfig, previous, one, elapsed) => {
      const next = nextMood(anyConfig, previous, one, elapsed);
      expect(ids).toContain(next.mood);
      expect(next.intensity).toBeGreaterThanOrEqual(0);
      expect(next.intensity).toBeLessThanOrEqual(1);
      expect(emotionLabels).toContain(next.expression);
      expect(next.cause).toMatch(/^(?:time|(?:life_event|interaction|emotion|sentiment|trigger):\w+)$/);
      expect(nextMood(anyConfig, previous && { ...previous }, { ...one }, elapsed)).toEqual(next);
    }), { numRuns: 2000 });
  });
});
