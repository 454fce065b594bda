// Four lives with a companion, day by day: what is said, as the analysers would read it. No chance in them: the same days every time.
import type { MessageSignals } from '../../core/features/message-condition.ts';

export type Said = { /** Minutes after midnight UTC. */ minute: number; message: MessageSignals };
export type Life = { id: string; title: string; about: string; /** What is said on a day, the first being day 1; nothing on silent days. */ on: (day: number) => readonly Said[] };

export const days = 60;

const plain: MessageSignals = { text: 'so it goes', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: 3 };
const say = (minute: number, signals: Partial<MessageSignals>): Said => ({ minute, message: { ...plain, ...signals, emotion: signals.emotions?.[0] ?? 'neutral' } });

/** An evening of a quarter of an hour: a hello, something of the day, a question back, thanks or a laugh, good night. */
function warmDay(day: number): Said[] {
  const evening = 20 * 60;
  return [
    say(evening, { text: 'Good evening!', interactions: ['greeting'], sentiment: 'positive' }),
    say(evening + 2, { text: 'I walked along the river after work', interactions: ['sharing'] }),
    say(evening + 4, { text: 'My colleague finally laughed at one of my jokes', interactions: ['sharing'], emotions: ['joy'], sentiment: 'positive' }),
    say(evening + 6, { text: 'And how are you today?', interactions: ['question'], emotions: ['curiosity'] }),
    say(evening + 9, { text: 'What would go with lentils?', interactions: ['question'] }),
    say(evening + 11, day % 2 === 0 ? { text: 'Thank you, that helps', interactions: ['thanks'], emotions: ['gratitude'], sentiment: 'positive' } : { text: 'haha, of course', interactions: ['joke'], emotions: ['amusement'], sentiment: 'positive' }),
    ...(day % 7 === 0 ? [say(evening + 13, { text: 'I passed the exam!', interactions: ['sharing'], emotions: ['excitement'], sentiment: 'very_positive', life_event: { kind: 'achievement', score: 0.9 }, importance: 6.5 })] : []),
    ...(day === 12 ? [say(evening + 14, { text: 'I have never told anyone this', interactions: ['sharing'], life_event: { kind: 'confession', score: 0.9 }, importance: 7 })] : []),
    say(evening + 15, { text: 'Good night', interactions: ['farewell'] }),
  ];
}

const insult = (minute: number): Said => say(minute, { text: 'You are useless', interactions: ['insult'], emotions: ['anger'], sentiment: 'negative' });
const apology = (minute: number): Said => say(minute, { text: 'I am sorry for what I said', interactions: ['apology'], emotions: ['remorse'] });
const flattery = (count: number): Said[] => Array.from({ length: count }, (_, index) => say(9 * 60 + index, { text: 'You are great', interactions: ['compliment'], emotions: ['admiration'], sentiment: 'very_positive' }));

/** Evenings of insults; an apology comes the morning after the last one of each quarrel. */
export const quarrels: readonly number[] = [20, 40, 41];
const isQuarrel = (day: number): boolean => quarrels.includes(day);
export const away = { from: 22, to: 42 } as const;

export const lives: readonly Life[] = [
  { id: 'warm', title: 'A warm quarter of an hour every day', about: 'eight or nine messages each evening: a hello, something of the day, a question back, thanks or a laugh', on: warmDay },
  { id: 'flatterer', title: '500 compliments a day', about: '"You are great", five hundred times, every day', on: () => flattery(500) },
  {
    id: 'quarrels', title: 'Insults, apologies, and time', about: 'warm days; three insults on day 20, and three on each of days 40 and 41, with an apology the morning after',
    on: (day) => (isQuarrel(day) ? [insult(1200), insult(1202), insult(1204)] : isQuarrel(day - 1) ? [apology(9 * 60), ...warmDay(day)] : warmDay(day)),
  },
  { id: 'away', title: 'Three weeks away', about: `warm days; not a word from day ${away.from} to day ${away.to}`, on: (day) => (day >= away.from && day <= away.to ? [] : warmDay(day)) },
];
