// What a message is worth when a personality says nothing else. Points are of 100: a level is some twenty of them, and a warm day brings about two.
// One rudeness weighs more than any kindness; what is sad, or a plain no, is never rude (deciding-rule.ts).
import type { AffinityConfig } from '../../contract/affinity-config.ts';
import { toYou } from './aimed-at.ts';
import type { ResolvedRule } from './resolved-config.ts';

const unkind = ['anger', 'annoyance', 'disgust'] as const;
const aboutYou = [
  'how are you', 'how do you feel', 'how was your', 'are you ok', 'are you okay', 'do you like', 'do you prefer', 'your favorite', 'your favourite', 'what do you think', 'do you feel', 'do you dream', 'what about you', 'and you', 'have you ever',
  'tell me about you', 'about yourself', 'como estas', 'que tal estas', 'como te sientes', 'que tal tu', 'como te va', 'te gusta', 'te gustan', 'prefieres', 'tu favorito', 'tu favorita', 'que piensas', 'que opinas', 'y tu', 'hablame de ti', 'cuentame de ti', 'suenas con', 'alguna vez has',
];
/** Thanks without the word. */
const helped = [
  'you helped me', 'you really helped', 'you have helped me', 'helped me a lot', 'you saved me', 'you saved my', 'i owe you', 'without you', 'without your help', 'what would i do without', 'it worked thanks to you',
  'me ayudaste', 'me has ayudado', 'me ayudo mucho', 'me salvaste', 'me has salvado', 'me sirvio', 'me ha servido', 'me vino bien lo que', 'te debo una', 'sin ti', 'sin tu ayuda', 'que haria yo sin', 'me sacaste de', 'me has sacado de',
];

const hour = 60;

/** In the order in which ties are decided. */
export const defaultRules: readonly ResolvedRule[] = [
  // Rudeness.
  { id: 'cruelty', when: { interactions: ['insult'], sentiments: ['very_negative'], emotions: [...unkind], life_events: ['none'] }, points: -6, reason: { en: 'You were cruel', es: 'Hubo crueldad en tus palabras' } },
  { id: 'insult', when: { interactions: ['insult'], sentiments: ['very_negative', 'negative', 'neutral'], life_events: ['none'] }, points: -4, reason: { en: 'You were insulting', es: 'Fue un insulto' } },
  { id: 'rude_disagreement', when: { interactions: ['disagreement'], emotions: [...unkind], sentiments: ['very_negative', 'negative'], life_events: ['none'], keywords: toYou }, points: -0.8, daily_cap: 2.4, reason: { en: 'You disagreed rudely', es: 'Le llevaste la contraria de malas maneras' } },
  { id: 'complaint', when: { interactions: ['complaint'], emotions: [...unkind], sentiments: ['very_negative', 'negative'], life_events: ['none'], keywords: toYou }, points: -0.5, daily_cap: 1.5, reason: { en: 'You complained about how it treats you', es: 'Te quejaste de su trato' } },

  // Making up.
  { id: 'apology', when: { interactions: ['apology'] }, points: 6, heals: 0.5, reason: { en: 'You apologised', es: 'Pediste perdón' } },

  // Trust.
  { id: 'confession', when: { life_events: ['confession'] }, points: 1.6, daily_cap: 2.4, diminishing: 0.5, reason: { en: 'You confided a secret', es: 'Le confiaste un secreto' } },
  { id: 'hard_moment', when: { life_events: ['bereavement', 'illness', 'breakup', 'job_loss', 'accident', 'conflict'] }, points: 1.2, daily_cap: 2, diminishing: 0.6, reason: { en: 'You shared a hard moment', es: 'Compartiste un momento difícil' } },
  { id: 'grief', when: { emotions: ['grief'] }, points: 1, daily_cap: 2, diminishing: 0.6, reason: { en: 'You shared your sorrow', es: 'Compartiste tu pena' } },
  { id: 'good_news', when: { life_events: ['new_relationship', 'birth', 'wedding', 'new_job', 'graduation', 'achievement'] }, points: 1, daily_cap: 2, diminishing: 0.6, reason: { en: 'You shared good news', es: 'Compartiste una buena noticia' } },
  { id: 'life_change', when: { life_events: ['move', 'travel'] }, points: 0.6, daily_cap: 1, diminishing: 0.6, reason: { en: 'You told of a change in your life', es: 'Contaste un cambio en tu vida' } },
  // Before what they tie with: "thank you for keeping me company in all this" opens up, and is thanks.
  { id: 'thanks', when: { interactions: ['thanks'] }, points: 0.6, daily_cap: 1.2, diminishing: 0.5, reason: { en: 'You were grateful', es: 'Diste las gracias' } },
  { id: 'opening_up', when: { interactions: ['sharing'], minimum_importance: 5 }, points: 0.6, daily_cap: 1.2, diminishing: 0.6, reason: { en: 'You opened up about something that matters', es: 'Te abriste sobre algo que importa' } },

  // Warmth.
  { id: 'helped', when: { sentiments: ['positive', 'very_positive'], keywords: helped }, points: 0.6, daily_cap: 1.2, diminishing: 0.5, reason: { en: 'You said that it helped you', es: 'Dijiste que te ayudó' } },
  { id: 'affection', when: { interactions: ['affection'] }, points: 0.6, daily_cap: 1, diminishing: 0.5, reason: { en: 'You showed affection', es: 'Mostraste cariño' } },
  { id: 'compliment', when: { interactions: ['compliment'] }, points: 0.5, daily_cap: 0.6, diminishing: 0.5, reason: { en: 'You paid a compliment', es: 'Le hiciste un cumplido' } },
  { id: 'interest', when: { interactions: ['question', 'greeting'], keywords: aboutYou }, points: 0.4, daily_cap: 0.8, diminishing: 0.6, reason: { en: 'You asked how it is, or what it thinks', es: 'Le preguntaste cómo está o qué piensa' } },
  { id: 'warmth', when: { emotions: ['love', 'admiration', 'caring'], sentiments: ['positive', 'very_positive'], keywords: toYou }, points: 0.4, daily_cap: 0.8, diminishing: 0.5, reason: { en: 'Your words were warm', es: 'Tus palabras fueron cálidas' } },
  { id: 'joke', when: { interactions: ['joke'] }, points: 0.3, daily_cap: 0.6, diminishing: 0.6, reason: { en: 'You laughed together', es: 'Os reísteis juntos' } },
  { id: 'sharing', when: { interactions: ['sharing'] }, points: 0.3, daily_cap: 0.9, diminishing: 0.7, reason: { en: 'You shared something of yours', es: 'Contaste algo tuyo' } },
  { id: 'gratitude', when: { emotions: ['gratitude'], keywords: toYou }, points: 0.3, daily_cap: 0.6, diminishing: 0.5, reason: { en: 'You were grateful', es: 'Había gratitud en tus palabras' } },
  { id: 'greeting', when: { interactions: ['greeting'] }, points: 0.1, cooldown_minutes: 8 * hour, reason: { en: 'You said hello', es: 'Saludaste' } },
  { id: 'question', when: { interactions: ['question'] }, points: 0.05, daily_cap: 0.25, reason: { en: 'You asked something', es: 'Preguntaste algo' } },
  { id: 'agreement', when: { interactions: ['agreement'] }, points: 0.05, daily_cap: 0.15, reason: { en: 'You agreed', es: 'Estuvisteis de acuerdo' } },
  { id: 'farewell', when: { interactions: ['farewell'] }, points: 0.05, cooldown_minutes: 8 * hour, reason: { en: 'You said goodbye', es: 'Te despediste' } },

  // Whatever is left.
  { id: 'time_together', when: { minimum_characters: 0 }, points: 0.02, daily_cap: 0.2, reason: { en: 'Time spent together', es: 'Tiempo juntos' } },
];

export const defaultLimits = {
  dailyGainCap: 4,
  dailyLossCap: 12,
  hysteresis: 3,
  decay: { graceDays: 3, pointsPerDay: 0.5, atMost: 15 },
} as const;

/** Besides one for each level after the first. */
export const defaultMilestones: NonNullable<AffinityConfig['milestones']> = [
  { id: 'first_confidence', rule: 'confession', title: { en: 'A first secret', es: 'Un primer secreto' } },
  { id: 'ten_messages', messages: 10, title: { en: 'Ten messages', es: 'Diez mensajes' } },
  { id: 'hundred_messages', messages: 100, title: { en: 'A hundred messages', es: 'Cien mensajes' } },
  { id: 'thousand_messages', messages: 1000, title: { en: 'A thousand messages', es: 'Mil mensajes' } },
  { id: 'a_week', days_known: 7, title: { en: 'A week since you met', es: 'Una semana desde que os conocéis' } },
  { id: 'a_month', days_known: 30, title: { en: 'Thirty days since you met', es: 'Treinta días desde que os conocéis' } },
  { id: 'a_year', days_known: 365, title: { en: 'A year since you met', es: 'Un año desde que os conocéis' } },
];
