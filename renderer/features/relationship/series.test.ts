// What the charts draw, and how codes are told.
import { describe, expect, it } from 'vitest';
import type { AffinityEvent, Mood } from '../../../core/contract/index.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { createMemoryClient } from '../../testing/memory-client.ts';
import { sampleFeelings, sampleLevels, sampleMoods } from '../../testing/sample-feelings.ts';
import { createSampleWorld } from '../../testing/sample-world.ts';
import { affinitySeries } from './affinity-series.ts';
import { causeSentence, entryReason, moodColour, moodWord } from './feeling-words.ts';
import { takenBack } from './feelings.ts';
import { moodSeries, moodStretches } from './mood-series.ts';
import { changeWords } from './parameter-words.ts';

const hour = 3_600_000;
const now = Date.UTC(2026, 10, 15);
const mood = (id: string, hours: number, intensity = 0.8): Mood => ({ id: `${hours}`.padStart(4, '0'), session_id: 's', message_id: null, mood: id, intensity, cause: 'emotion:joy', user_id: 'default', personality: 'luna', source: 'rules', expression: 'joy', parameters: {}, created_at: now + hours * hour });
const entry = (fields: Partial<AffinityEvent>): AffinityEvent => ({ id: '1', user_id: 'default', personality: 'luna', message_id: null, kind: 'interaction', rule: 'thanks', delta: 1, asked: 1, reason: '', points: 12, level: 'stranger', reverts: null, created_at: now, ...fields });

describe('the line of moods', () => {
  it('fades by its half-life, and ends where the next begins', () => {
    const { points } = moodSeries([mood('sad', 0), mood('happy', 4)], sampleMoods, now, now + 10 * hour);
    const sad = points.filter((point) => point.mood === 'sad');
    expect(sad.find(({ at }) => at === now + 2 * hour)?.values['sad']).toBeCloseTo(0.8 * 0.5 ** 0.5, 2);
    expect(sad.at(-1)).toMatchObject({ at: now + 4 * hour, values: { sad: 0.4 } });
    expect(points.find((point) => point.mood === 'happy')).toMatchObject({ at: now + 4 * hour, values: { happy: 0.8 } });
  });

  it('counts changes, and shares only the time in which anything was felt', () => {
    const { shares, changes, moods } = moodSeries([mood('sad', 0), mood('sad', 1), mood('happy', 2)], sampleMoods, now, now + 1000 * hour);
    expect([changes, moods[0]]).toEqual([2, 'happy']);
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('stays drawable with years of moods, keeping the strongest', () => {
    const many = Array.from({ length: 5000 }, (_, index) => mood(index % 2 ? 'sad' : 'happy', index, index === 2500 ? 1 : 0.3));
    const { points } = moodSeries(many, sampleMoods, now, now + 5000 * hour);
    expect(points.length).toBeLessThan(2000);
    expect(Math.max(...points.flatMap(({ values }) => Object.values(values)))).toBe(1);
  });

  it('says what a stretch of days was made of, and nothing where nothing was felt', () => {
    const stretches = moodStretches([mood('sad', 1), mood('happy', 5), mood('happy', 60)], sampleMoods, now, now + 96 * hour, 4);
    expect(stretches.map(({ values }) => Object.keys(values).length)).toEqual([2, 0, 1, 0]);
    expect(stretches[2]?.values).toEqual({ happy: 1 });
    expect((stretches[0]?.values['sad'] ?? 0) + (stretches[0]?.values['happy'] ?? 0)).toBeCloseTo(1, 2);
  });
});

describe('the curve of points', () => {
  it('begins where it stood before the first entry, ends now, marks levels, and covers whole levels', async () => {
    const feelings = sampleFeelings(now, 120, 10 * hour);
    const { client } = createMemoryClient({ ...createSampleWorld('en', now), feelings }, () => now);
    const view = await client.affinity.get({ personality: 'luna' });
    const series = affinitySeries(feelings.events, view, now - 1300 * hour, now);
    expect([series.start, series.end, series.points[0]?.points, series.points.at(-1)?.points]).toEqual([0, view.affinity.points, 0, view.affinity.points]);
    expect(series.marks.map(({ event }) => event.kind)).toContain('level');
    expect([series.low, series.high].every((edge) => edge % 20 === 0)).toBe(true);
    expect(series.high).toBeGreaterThan(series.highest);
  });
});

describe('codes in words', () => {
  const [en, es] = [createTranslate('en'), createTranslate('es')];
  const view = null;
  it('turns causes into sentences of both languages', () => {
    expect([causeSentence('life_event:bereavement', en), causeSentence('life_event:bereavement', es)]).toEqual(['You told of a loss.', 'Le hablaste de una pérdida.']);
    expect([causeSentence('emotion:joy', en), causeSentence('interaction:insult', es), causeSentence('trigger:rainy_day', en), causeSentence('time', en), causeSentence('sentiment:odd', en)])
      .toEqual(['There was joy in what you wrote.', 'Dijiste algo hiriente.', 'A rule of this companion: rainy day.', 'Time has passed and the feeling faded.', 'Something you said.']);
  });

  it('tells our reasons in the language of the screen, and a companion’s own as they are', () => {
    expect(entryReason(entry({ reason: 'You were grateful' }), view, es)).toBe('Diste las gracias');
    expect(entryReason(entry({ reason: 'Compartiste un momento difícil', rule: 'hard_moment' }), view, en)).toBe('You shared a hard moment');
    expect(entryReason(entry({ reason: 'Thanks mean much to me' }), view, es)).toBe('Thanks mean much to me');
    expect(entryReason(entry({ kind: 'absence', rule: 'absence', reason: '9 days without a word', delta: -3 }), view, es)).toBe('9 días sin hablar');
  });

  it('tells a level gained from one lost by the level before', async () => {
    const { client } = createMemoryClient(createSampleWorld('en', now), () => now);
    const known = await client.affinity.get({ personality: 'luna' });
    expect(known.levels.map(({ name }) => name)).toEqual(sampleLevels('en').map(({ name }) => name));
    const level = entry({ kind: 'level', rule: 'friend', level: 'friend', delta: 0, asked: 0 });
    expect([entryReason(level, known, en, { level: 'acquaintance' }), entryReason(level, known, en, { level: 'close_friend' })]).toEqual(['You are now: friend', 'Back to: friend']);
  });

  it('knows what is taken back, and what has been put back', () => {
    const events = [entry({ id: '4', kind: 'revert', reverts: '3' }), entry({ id: '3', kind: 'revert', reverts: '1' }), entry({ id: '2b', kind: 'revert', reverts: '2' }), entry({ id: '2' }), entry({ id: '1' })];
    const { answered, taken, putBack } = takenBack(events);
    expect([[...answered.keys()].sort(), [...taken].sort(), [...putBack]]).toEqual([['1', '2', '3'], ['2', '3'], ['4']]);
  });

  it('names moods in the companion’s words, and colours them', () => {
    expect([moodWord('dreamy', [{ id: 'dreamy', labels: { es: 'Ensueño' }, expression: 'neutral', half_life_minutes: 60, hue: 190, modifiers: {} }], 'es', es), moodWord('sad', [], 'es', es), moodWord('very_odd', [], 'en', en)]).toEqual(['Ensueño', 'triste', 'very odd']);
    expect([moodColour('neutral', sampleMoods), moodColour('sad', sampleMoods), moodColour('sad', []), moodColour('odd', [])]).toEqual(['var(--mood-neutral)', 'oklch(from var(--mood-base) l c 250)', 'var(--mood-sad)', 'var(--mood-neutral)']);
  });

  it('tells how far a parameter moves', () => {
    expect([[0.4, 0.45], [0.4, 0.55], [0.7, 0.3], [0.5, 0.5]].map(([from = 0, to = 0]) => changeWords({ parameter: 'humor', from, to }, en))).toEqual(['a little more humour', 'more humour', 'much less humour', 'as before']);
  });
});
