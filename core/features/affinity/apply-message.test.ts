// What a message, a day, a silence and an apology do to a relationship.
import { describe, expect, it } from 'vitest';
import { affinityConfigSchema } from '../../contract/affinity-config.ts';
import type { Affinity } from '../../contract/entities.ts';
import type { Level } from '../../contract/personality.ts';
import { defaultLevels } from '../character/index.ts';
import type { MessageSignals } from '../message-condition.ts';
import { affinityAt, applyMessage, newAffinity } from './apply-message.ts';
import { affinityRulesOf } from './resolved-config.ts';

const minute = 60_000;
const day = 86_400_000;
const noon = Date.UTC(2026, 2, 10, 12);
const defaults = affinityRulesOf({});
const own = (config: unknown) => affinityRulesOf({ affinity_config: affinityConfigSchema.parse(config) });

const said = (signals: Partial<MessageSignals> = {}): MessageSignals => ({
  text: 'algo', emotion: signals.emotions?.[0] ?? 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: 3, ...signals,
});
const compliment = said({ text: 'You are great', interactions: ['compliment'], emotions: ['admiration'], sentiment: 'very_positive' });
const insult = said({ text: 'You idiot', interactions: ['insult'], emotions: ['disapproval'], sentiment: 'negative' });
const apology = said({ text: 'I am sorry', interactions: ['apology'], emotions: ['remorse'] });
const thanks = said({ text: 'gracias, me ayudaste mucho', interactions: ['thanks', 'compliment'], emotions: ['gratitude'], sentiment: 'positive' });

/** A relationship that lives on a clock of its own and keeps its ledger. */
function live(points = 30, config = defaults, levels: readonly Level[] = defaultLevels) {
  const level = levels.findLast(({ affinity_range: [from] }) => from <= points)!.name;
  const life = {
    affinity: { ...newAffinity('ana', 'luna', noon - 5 * day), points, highest_points: points, level, last_interaction_at: noon - 1000 } as Affinity,
    now: noon,
    say(message: MessageSignals, after = minute) {
      life.now += after;
      const move = applyMessage(config, levels, life.affinity, message, life.now, 'en');
      life.affinity = move.affinity;
      return move.entries;
    },
  };
  return life;
}
const first = (message: MessageSignals, config = defaults) => {
  const { rule, delta, reason } = live(30, config).say(message)[0]!;
  return { rule, delta, reason };
};

describe('a message', () => {
  it('is decided by the rule that weighs most, and the reason says which, in the language asked', () => {
    expect(first(thanks)).toEqual({ rule: 'thanks', delta: 0.6, reason: 'You were grateful' });
    expect(applyMessage(defaults, defaultLevels, newAffinity('a', 'l', noon), thanks, noon, 'es').entries[0]?.reason).toBe('Diste las gracias');
    expect(first(said({ interactions: ['thanks', 'sharing'], life_event: { kind: 'confession', score: 0.9 } })).rule).toBe('confession');
    expect(first(said({ interactions: ['compliment', 'insult'], text: 'you were nice once, you idiot', sentiment: 'negative' }))).toMatchObject({ rule: 'insult', delta: -4 });
    expect(first(said({ interactions: ['insult'], text: 'I hate you', emotions: ['anger'], sentiment: 'very_negative' }))).toMatchObject({ rule: 'cruelty', delta: -6 });
    expect(first(said())).toEqual({ rule: 'time_together', delta: 0.02, reason: 'Time spent together' });
  });

  it.each([
    ['question', '¿Cómo estás?', 'interest'], ['question', 'What time is it in Tokyo?', 'question'], ['joke', 'jaja', 'joke'], ['affection', 'te quiero', 'affection'], ['greeting', 'Hola', 'greeting'],
    ['farewell', 'Adiós', 'farewell'], ['agreement', 'Sí', 'agreement'], ['disagreement', 'No, eso no es así', 'time_together'], ['complaint', 'The bus was late again', 'time_together'],
  ] as const)('%s: "%s" counts as %s', (interaction, text, rule) => expect(first(said({ text, interactions: [interaction] })).rule).toBe(rule));

  it('of rules that weigh the same, one that takes comes before one that gives, and the earlier before the later', () => {
    const rule = (id: string, points: number) => ({ id, when: { minimum_characters: 1 }, points, reason: id });
    expect(first(said(), own({ use_default_rules: false, rules: [rule('gives', 1), rule('takes', -1)] })).rule).toBe('takes');
    expect(first(said(), own({ use_default_rules: false, rules: [rule('one', 1), rule('two', 1)] })).rule).toBe('one');
  });

  it('that no rule knows is noted all the same', () => expect(first(said(), own({ use_default_rules: false }))).toEqual({ rule: 'nothing', delta: 0, reason: 'Nothing that counts' }));
});

describe('sorrow never costs', () => {
  it.each([
    ['a death told in anger', said({ text: 'You doctors let him die', interactions: ['insult'], emotions: ['anger', 'grief'], sentiment: 'very_negative', life_event: { kind: 'bereavement', score: 0.8 } })],
    ['a death the analysers are not sure of', said({ text: 'you idiot, why did you die', interactions: ['insult'], emotions: ['anger'], sentiment: 'very_negative', life_event: { kind: 'bereavement', score: 0.3 } })],
    ['grief', said({ text: 'you are gone', interactions: ['insult'], emotions: ['grief', 'anger'], sentiment: 'very_negative' })],
    ['sadness without anger', said({ text: 'you see, nobody needs me', interactions: ['insult', 'complaint'], emotions: ['sadness'], sentiment: 'very_negative' })],
    ['somebody else is meant', said({ text: 'Mi jefe es un imbécil', interactions: ['insult'], emotions: ['anger'], sentiment: 'very_negative' })],
    ['hard words told again', said({ text: 'She told me "you are pathetic"', interactions: ['insult'], emotions: ['anger'], sentiment: 'very_negative' })],
    ['the writer is meant', said({ text: 'Me siento una mierda', interactions: ['insult'], emotions: ['disgust'], sentiment: 'very_negative' })],
  ])('%s', (_name, message) => {
    expect(first(message).delta).toBeGreaterThan(0);
    expect(first(message, own({ interaction_types: { insult: -20, very_negative: -20, negative: -20 } })).delta).toBeGreaterThanOrEqual(0);
  });
  it('an event that is not sure earns nothing', () => {
    expect(first(said({ life_event: { kind: 'birth', score: 0.5 } })).rule).toBe('time_together');
    expect(first(said({ life_event: { kind: 'birth', score: 0.7 } })).rule).toBe('good_news');
  });
});

describe('limits', () => {
  it('500 compliments in a day move less than one point, whoever the companion is to the user', () => {
    for (const points of [0, 20, 40, 79]) {
      const life = live(points);
      for (let index = 0; index < 500; index += 1) life.say(compliment);
      expect(life.affinity.points - points).toBeCloseTo(0.6, 5);
    }
  });
  it('whatever is said 500 times in a day cannot pass the day, which is less than a level', () => {
    const life = live(0);
    const all = [compliment, thanks, said({ interactions: ['affection'] }), said({ interactions: ['joke'] }), said({ life_event: { kind: 'birth', score: 1 } }), said({ life_event: { kind: 'confession', score: 1 } })];
    for (let index = 0; index < 500; index += 1) life.say(all[index % all.length]!);
    expect(life.affinity).toMatchObject({ points: 4, level: 'stranger' });
    for (let index = 0; index < 20; index += 1) life.say(insult);
    expect(life.affinity.counters).toMatchObject({ gained: 4, lost: 4 });
  });
  it('each repetition within a day is worth less, and the next day all of it again', () => {
    const life = live(30, own({ use_default_rules: false, rules: [{ id: 'praise', when: { interactions: ['compliment'] }, points: 1, reason: 'praise', diminishing: 0.5 }] }));
    expect([life.say(compliment), life.say(compliment), life.say(compliment)].map(([entry]) => entry?.delta)).toEqual([1, 0.5, 0.25]);
    expect(life.say(compliment)[0]).toMatchObject({ asked: 1, delta: 0.13 });
    expect(life.say(compliment, day)[0]?.delta).toBe(1);
  });
  it('a cooldown outlives midnight, and one that has passed pays again', () => {
    const life = live(30, own({ use_default_rules: false, rules: [{ id: 'hello', when: { interactions: ['greeting'] }, points: 1, reason: 'hello', cooldown_minutes: 1440 }] }));
    const hello = said({ interactions: ['greeting'] });
    expect([life.say(hello), life.say(hello, 13 * 60 * minute), life.say(hello, 10 * 60 * minute), life.say(hello, 2 * 60 * minute)].map(([entry]) => entry?.delta)).toEqual([1, 0, 0, 1]);
  });
  it('a day of insults is bounded too', () => {
    const life = live(60);
    for (let index = 0; index < 10; index += 1) life.say(insult);
    expect(life.affinity.points).toBe(48);
  });
});

describe('rudeness and the way back', () => {
  it('an insult takes more than a compliment gives, an apology gives half of it back, once, and kindness the rest', () => {
    const life = live(30);
    const [given] = life.say(compliment);
    const [taken] = life.say(insult);
    expect(-(taken?.delta ?? 0)).toBeGreaterThan(6 * (given?.delta ?? 0));
    expect(life.say(apology)[0]).toMatchObject({ rule: 'apology', delta: 2 });
    expect(life.say(apology)[0]).toMatchObject({ rule: 'time_together' });
    for (let days = 0; days < 4; days += 1) life.say(thanks, day);
    expect(life.affinity.points).toBeGreaterThan(30);
  });
  it('an apology for nothing is worth nothing of its own', () => expect(first(apology).rule).toBe('time_together'));
  it('insulting and apologising never pays', () => {
    const life = live(50);
    for (let index = 0; index < 20; index += 1) { const before = life.affinity.points; life.say(insult, day); life.say(apology); expect(life.affinity.points).toBe(Math.max(0, before - 2)); }
  });
  it('what kindness has made good is not given a second time', () => {
    const life = live(30);
    life.say(insult);
    for (let days = 0; days < 12; days += 1) life.say(thanks, day);
    expect(life.say(apology, day)[0]?.rule).toBe('time_together');
  });
  it('who has nothing to lose owes nothing', () => {
    const life = live(0);
    life.say(insult);
    expect(life.say(apology)[0]).toMatchObject({ rule: 'time_together' });
  });
});

describe('levels', () => {
  const step = (points: number) => own({ use_default_rules: false, daily_gain_cap: 100, daily_loss_cap: 100, rules: [{ id: 'up', when: { keywords: ['up'] }, points, reason: 'up' }, { id: 'down', when: { keywords: ['down'] }, points: -points, reason: 'down' }] });
  it('come as soon as they begin and go only well below, each change in the ledger', () => {
    const life = live(19, step(2));
    expect(life.say(said({ text: 'up' })).map(({ kind, rule, level }) => [kind, rule, level])).toEqual([['interaction', 'up', 'stranger'], ['level', 'acquaintance', 'acquaintance'], ['milestone', 'level_acquaintance', 'acquaintance']]);
    expect(life.say(said({ text: 'down' }))).toHaveLength(1);
    expect(life.affinity).toMatchObject({ points: 19, level: 'acquaintance' });
    expect(life.say(said({ text: 'down' }))[1]).toMatchObject({ kind: 'level', rule: 'stranger', delta: 0, reason: 'Back to the level: strangers', points: 17 });
    expect(life.say(said({ text: 'up' }))).toHaveLength(1);
    expect(life.say(said({ text: 'up' })).map(({ kind }) => kind)).toEqual(['interaction', 'level']);
  });
  it('that the personality no longer has give way to those it has, without a word', () => {
    const levels: Level[] = [{ name: 'cold', affinity_range: [0, 49], modifiers: {} }, { name: 'warm', affinity_range: [50, 100], modifiers: {} }];
    const move = applyMessage(defaults, levels, { ...live(60).affinity }, said(), noon, 'en');
    expect([move.affinity.level, move.entries.filter(({ kind }) => kind === 'level')]).toEqual(['warm', []]);
  });
});

describe('silence', () => {
  it('costs nothing for three days, then half a point a day, never more than fifteen off the best', () => {
    const { affinity } = live(45);
    const after = (days: number) => affinityAt(defaults, defaultLevels, affinity, noon - 1000 + days * day).affinity.points;
    expect([0, 3.9, 4, 10, 21, 33, 400].map(after)).toEqual([45, 45, 44.5, 41.5, 36, 30, 30]);
    expect(affinityAt(defaults, defaultLevels, { ...affinity, points: 20, level: 'acquaintance' }, noon + 400 * day).entries).toEqual([]);
  });
  it('charges no day twice, however often it is asked', () => {
    const { affinity } = live(45);
    const once = affinityAt(defaults, defaultLevels, affinity, noon + 10 * day);
    const twice = affinityAt(defaults, defaultLevels, once.affinity, noon + 10 * day + 1);
    expect([once.affinity.points, twice.affinity.points, twice.entries]).toEqual([41.5, 41.5, []]);
    expect(affinityAt(defaults, defaultLevels, once.affinity, noon + 12 * day).affinity.points).toBe(40.5);
  });
  it('is told after the message that ended it, with what coming back gives: less than was lost', () => {
    const life = live(45);
    const entries = life.say(said({ text: 'Hola', interactions: ['greeting'] }), 21 * day);
    expect(entries.slice(0, 3)).toMatchObject([
      { kind: 'interaction', rule: 'greeting', points: 45.1 },
      { kind: 'absence', rule: 'absence', delta: -9, reason: '21 days without a word', points: 36.1 },
      { kind: 'return', rule: 'return', delta: 2, reason: 'You came back after 21 days', points: 38.1 },
    ]);
    expect(life.say(said()).map(({ kind }) => kind)).toEqual(['interaction']);
  });
  it('that comes a second time costs as much again', () => {
    const life = live(60);
    life.say(said(), 10 * day);
    const before = life.affinity.points;
    expect(life.say(said(), 10 * day)[1]).toMatchObject({ kind: 'absence', delta: -3.5 });
    expect(life.affinity.points).toBeLessThan(before);
  });
  it('may be switched off, and may lose a level', () => {
    const kept = own({ decay: { points_per_day: 0 } });
    expect(affinityAt(kept, defaultLevels, live(45).affinity, noon + 400 * day).entries).toEqual([]);
    expect(affinityAt(defaults, defaultLevels, live(42).affinity, noon + 20 * day).entries.map(({ kind, rule }) => [kind, rule])).toEqual([['absence', 'absence'], ['level', 'acquaintance']]);
  });
});

describe('a clock that goes back', () => {
  it('neither pays nor costs: no fresh day, no silence', () => {
    const life = live(30);
    for (let index = 0; index < 3; index += 1) life.say(compliment);
    const full = life.affinity.points;
    expect(life.say(compliment, -day)[0]?.delta).toBe(0);
    expect(life.say(compliment, day)[0]?.delta).toBe(0);
    expect(life.affinity.points).toBe(full);
    life.say(said(), -26 * 365 * day);
    expect(life.say(said(), 26 * 365 * day).map(({ kind }) => kind)).toEqual(['interaction']);
  });
  it('from far ahead, the day used up there is the day used up here, and the next one is fresh', () => {
    const life = live(30);
    life.say(said(), 70 * 365 * day);
    for (let index = 0; index < 3; index += 1) life.say(compliment);
    expect(life.say(compliment, -70 * 365 * day)[0]?.delta).toBe(0);
    expect(life.say(compliment, day)[0]?.delta).toBe(0.5);
  });
  it('does not lock a cooldown for ever', () => {
    const hello = said({ interactions: ['greeting'] });
    const life = live(30);
    life.say(hello, 70 * 365 * day);
    expect(life.say(hello, -70 * 365 * day)[0]?.delta).toBe(0);
    expect(life.say(hello, 9 * 60 * minute)[0]?.delta).toBe(0.1);
  });
});

describe('milestones', () => {
  it('come once each, of messages, of days, of a first confidence', () => {
    const life = live(30);
    life.affinity = { ...life.affinity, messages: 99 };
    expect(life.say(said({ life_event: { kind: 'confession', score: 0.9 } })).slice(1).map(({ rule }) => rule)).toEqual(['level_acquaintance', 'first_confidence', 'ten_messages', 'hundred_messages']);
    expect(life.say(said({ life_event: { kind: 'confession', score: 0.9 } }))).toHaveLength(1);
    expect(life.say(said(), 3 * day)[1]).toMatchObject({ kind: 'milestone', rule: 'a_week', reason: 'A week since you met' });
  });
  it('of a personality stand in for ours; all that is asked must hold; points may bring the next level', () => {
    const life = live(20.5, own({ milestones: [{ id: 'trust', title: { es: 'Confianza', en: 'Trust' }, points: 20, messages: 2, bonus: 1 }, { id: 'never', title: 'asks for nothing' }] }));
    expect(life.say(said())).toHaveLength(1);
    expect(life.say(said()).slice(1)).toMatchObject([{ kind: 'milestone', rule: 'trust', delta: 1, reason: 'Trust' }, { kind: 'level', rule: 'acquaintance' }]);
  });
});

describe('a personality of its own', () => {
  it('overrides a rule by its id, adds rules of its own, and changes the limits', () => {
    const config = own({ rules: [{ id: 'thanks', when: { interactions: ['thanks'] }, points: 3, reason: 'Thanks mean much to me' }, { id: 'onions', when: { keywords: ['onions'] }, points: -2, reason: { es: 'Odio la cebolla' } }], daily_gain_cap: 5 });
    expect(first(thanks, config)).toEqual({ rule: 'thanks', delta: 3, reason: 'Thanks mean much to me' });
    expect(first(said({ text: 'I love ONIONS!' }), config)).toEqual({ rule: 'onions', delta: -2, reason: 'Odio la cebolla' });
    expect(config.dailyGainCap).toBe(5);
  });
  it('reads LuminoraCore points by interaction and by sentiment, and lets names nobody knows be', () => {
    const config = own({ interaction_types: { compliment: 3, insult: -8, very_positive: 5, very_negative: -5, deep_talk: 4, question: 0 } });
    expect(first(compliment, config)).toMatchObject({ rule: 'very_positive', delta: 4 });
    expect(first({ ...compliment, sentiment: 'positive' }, config)).toMatchObject({ rule: 'compliment', delta: 3, reason: 'You paid a compliment' });
    expect(first(insult, config)).toMatchObject({ rule: 'insult', delta: -8 });
    expect(first(said({ text: 'You are wrong, wrong, wrong', interactions: ['disagreement'], sentiment: 'very_negative', emotions: ['anger'] }), config)).toMatchObject({ rule: 'very_negative', delta: -5 });
    expect(first(said({ text: 'It rains', sentiment: 'very_negative', emotions: ['disgust'] }), config)).toMatchObject({ rule: 'time_together' });
    expect(config.rules.map(({ id }) => id)).not.toContain('deep_talk');
    expect(config.rules.filter(({ id }) => id === 'cruelty')).toEqual([]);
  });
  it('may call a rule, a milestone or a level "constructor"', () => {
    const config = own({ use_default_rules: false, rules: [{ id: 'constructor', when: { minimum_characters: 1 }, points: 1, reason: 'built' }], milestones: [{ id: 'constructor', title: 'Built', messages: 1 }] });
    expect(live(30, config, [{ name: 'constructor', affinity_range: [0, 100], modifiers: {} }]).say(said())).toMatchObject([{ delta: 1, points: 31, level: 'constructor' }, { kind: 'milestone', rule: 'constructor' }]);
  });
});
