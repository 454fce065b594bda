// Moods and a relationship of the sample world: none, a few days of it, or a year.
import type { Affinity, AffinityEvent, AffinityView, Mood, MoodDefinition } from '../../core/contract/index.ts';
import type { Language } from '../i18n/translate.ts';
import type { FeelingsWorld } from './feelings-routes.ts';

const day = 86_400_000;
const mood = (id: string, hue: number, expression: MoodDefinition['expression'], minutes: number): MoodDefinition => ({ id, hue, expression, half_life_minutes: minutes, modifiers: {} });
export const sampleMoods: MoodDefinition[] = [
  mood('neutral', 80, 'neutral', 120), mood('happy', 85, 'joy', 180), mood('sad', 250, 'sadness', 240), mood('excited', 45, 'excitement', 90), mood('concerned', 300, 'caring', 240), mood('playful', 145, 'amusement', 120), mood('loving', 5, 'love', 240),
];

const levelNames = ['stranger', 'acquaintance', 'friend', 'close_friend', 'soulmate'];
type SampleLevel = AffinityView['levels'][number] & { changes: { parameter: string; from: number; to: number }[]; adjustments: string[] };
const levelWords: Record<Language, [string, string[]][]> = {
  en: [
    ['Polite and a little careful', []], ['Relaxed; knows the first things about you', ['Uses your name now and then.']], ['Speaks as friends do', ['Refers to what you have shared before.', 'Jokes more freely.']],
    ['Knows you well and says what she thinks', ['Asks directly how things went.', 'May disagree openly, with affection.']], ['Half a word is enough', ['Speaks without any formality.', 'Shows how much you matter to her.']],
  ],
  es: [
    ['Educada y algo prudente', []], ['Relajada; ya sabe lo primero de ti', ['Usa tu nombre de vez en cuando.']], ['Habla como hablan las amigas', ['Menciona lo que ya habéis compartido.', 'Bromea con más libertad.']],
    ['Te conoce bien y dice lo que piensa', ['Pregunta sin rodeos cómo fue.', 'Puede llevarte la contraria, con cariño.']], ['Os basta media palabra', ['Habla sin ninguna formalidad.', 'Muestra cuánto le importas.']],
  ],
};
export function sampleLevels(language: Language): SampleLevel[] {
  return levelNames.map((name, index) => {
    const [description, adjustments] = levelWords[language][index] ?? ['', []];
    return { name, from: index * 20, to: index * 20 + 20, description, adjustments, changes: [{ parameter: 'formality', from: 0.5 - index * 0.08, to: 0.42 - index * 0.08 }, { parameter: 'empathy', from: 0.5 + index * 0.05, to: 0.55 + index * 0.05 }, { parameter: 'humor', from: 0.4 + index * 0.06, to: 0.46 + index * 0.06 }] };
  });
}

export function sampleMilestones(language: Language, affinity: Affinity): AffinityView['milestones'] {
  const isEnglish = language === 'en';
  const told: [string, string, string][] = isEnglish
    ? [['first_words', 'The first words', 'One message.'], ['first_week', 'A week together', 'Know each other for 7 days.'], ['hundred_messages', 'A hundred messages', '100 messages.'], ['close', 'Close friends', '60 points.']]
    : [['first_words', 'Las primeras palabras', 'Un mensaje.'], ['first_week', 'Una semana juntos', 'Conocerse desde hace 7 días.'], ['hundred_messages', 'Cien mensajes', '100 mensajes.'], ['close', 'Amistad íntima', '60 puntos.']];
  return told.map(([id, title, missing]) => ({ id, title, reached_at: affinity.milestones[id] ?? null, missing: affinity.milestones[id] ? '' : missing }));
}

const story: [string, number, string, string, number][] = [
  ['happy', 0.5, 'emotion:joy', 'good_news', 0.8], ['playful', 0.6, 'interaction:joke', 'joke', 0.6], ['concerned', 0.7, 'life_event:illness', 'hard_moment', 1.2], ['neutral', 0.3, 'sentiment:neutral', 'question', 0.2],
  ['happy', 0.7, 'interaction:thanks', 'thanks', 1.2], ['sad', 0.5, 'interaction:insult', 'insult', -4], ['loving', 0.6, 'interaction:affection', 'affection', 1.4], ['sad', 0.85, 'life_event:bereavement', 'hard_moment', 1.2],
];

/** @param steps messages told of; they end an hour ago @param everyMs time between them */
export function sampleFeelings(now: number, steps: number, everyMs: number, messageIds: readonly string[] = []): FeelingsWorld {
  const moods: Mood[] = [];
  const events: AffinityEvent[] = [];
  const pair = { user_id: 'default', personality: 'luna' };
  const milestones: Record<string, number> = {};
  let points = 0;
  let level = 'stranger';
  const begin = now - steps * everyMs - 3_600_000;
  for (let step = 1; step <= steps; step++) {
    const at = Math.round(begin + step * everyMs + Math.sin(step * 7) * everyMs * 0.3);
    const [name, intensity, cause, rule, asked] = story[(step - 1 + (8 - (steps % 8))) % 8] ?? story[0]!;
    const id = String(step * 10).padStart(8, '0');
    const messageId = messageIds[(step * 2) % Math.max(1, messageIds.length)] ?? null;
    const add = (entry: Partial<AffinityEvent> & Pick<AffinityEvent, 'id' | 'rule' | 'delta'>): void => { events.push({ ...pair, message_id: messageId, kind: 'interaction', asked, reason: '', points, level, reverts: null, created_at: at, ...entry }); };
    const delta = Math.round((asked > 0 ? asked * (1 - points / 110) : asked * 0.7) * 100) / 100;
    points = Math.round(Math.min(100, Math.max(0, points + delta)) * 100) / 100;
    moods.push({ id, session_id: 'session-000000', message_id: messageId, mood: name, intensity: intensity * (0.8 + 0.2 * Math.sin(step)), cause, source: 'rules', ...pair, expression: sampleMoods.find((known) => known.id === name)?.expression ?? 'neutral', parameters: {}, created_at: at });
    // A level is lost only some points below where it begins.
    const reached = levelNames[Math.min(4, Math.floor(points / 20))] ?? level;
    const nextLevel = levelNames.indexOf(reached) < levelNames.indexOf(level) && points > levelNames.indexOf(level) * 20 - 3 ? level : reached;
    add({ id, rule, delta });
    if (nextLevel !== level) { level = nextLevel; add({ id: `${id}a`, kind: 'level', rule: level, delta: 0, asked: delta > 0 ? 1 : -1 }); }
    if (step === 100) milestones['hundred_messages'] = at;
    if (points >= 60) milestones['close'] ??= at;
    if (step === 1) { milestones['first_words'] = at; add({ id: `${id}b`, kind: 'milestone', rule: 'first_words', delta: 0, asked: 0, reason: '' }); }
    if (step === 15) { milestones['first_week'] = at; add({ id: `${id}b`, kind: 'milestone', rule: 'first_week', delta: 0, asked: 0 }); }
  }
  const last = moods.at(-1)?.created_at ?? now;
  const affinity: Affinity = { id: 'default/luna', ...pair, points, level, highest_points: Math.max(0, ...events.map((event) => event.points)), last_interaction_at: last, messages: steps, counters: { day: '', gained: 0, lost: 0, rules: {} }, milestones, created_at: begin, updated_at: last };
  return steps === 0 ? { moods: [], affinities: [], events: [] } : { moods, affinities: [affinity], events };
}

export const fewFeelings = (now: number, messageIds: readonly string[]): FeelingsWorld => sampleFeelings(now, 16, 0.6 * day, messageIds);
export const manyFeelings = (now: number, messageIds: readonly string[]): FeelingsWorld => sampleFeelings(now, 900, 0.4 * day, messageIds);
