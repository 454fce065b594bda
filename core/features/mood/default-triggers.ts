// What of a message moves a companion by default: the first that holds is felt, so the gravest comes first. Emotions look at the strongest one only.
import type { MoodTrigger } from '../../contract/mood-config.ts';

type When = MoodTrigger['when'];
/** From here on a message is meant, of the writer's own life: below it asks something, or is routine. */
const meant = 2.5;
/** Losing a job and getting one are told with the same words, and "you devil" may be praise. */
const notPositive = ['very_negative', 'negative', 'neutral'] as const;
const notNegative = ['neutral', 'positive', 'very_positive'] as const;
/** Words that say by themselves what happened, for when no embedding model works and the analysers have little to go by. */
const harm = [
  'envenenaron', 'asesinaron', 'asesinado', 'asesinada', 'internaron', 'ingresaron de urgencia', 'me diagnosticaron', 'le diagnosticaron', 'tuve un aborto', 'murdered', 'poisoned', 'diagnosed with', 'rushed to hospital', 'rushed to the hospital',
];
const mourning = [
  'fallecio', 'fallecieron', 'ha fallecido', 'entierro', 'velatorio', 'velorio', 'tanatorio', 'se quito la vida', 'en paz descanse', 'mi mas sentido pesame',
  'passed away', 'burial', 'funeral', 'took his own life', 'took her own life', 'took their own life', 'rest in peace', 'miscarriage',
];
/** `cause`: where the condition itself does not say it. */
export type DefaultTrigger = MoodTrigger & { cause?: string };
const trigger = (id: string, when: When, mood: string, intensity: number, cause?: string): DefaultTrigger => ({ id, when, mood, intensity, ...(cause === undefined ? {} : { cause }) });

/** A target of `neutral` stands for the companion's resting mood: what pulls there eases whatever it feels. */
export const defaultTriggers: readonly DefaultTrigger[] = [
  trigger('bereavement', { life_events: ['bereavement'] }, 'sad', 0.9),
  trigger('mourning', { keywords: mourning, interactions: ['sharing'] }, 'sad', 0.75, 'life_event:bereavement'),
  trigger('breakup', { life_events: ['breakup'] }, 'sad', 0.75),
  trigger('illness', { life_events: ['illness'] }, 'concerned', 0.75),
  trigger('accident', { life_events: ['accident'] }, 'concerned', 0.75),
  trigger('job_loss', { life_events: ['job_loss'], sentiments: [...notPositive] }, 'concerned', 0.7),
  trigger('conflict', { life_events: ['conflict'] }, 'concerned', 0.55),
  trigger('harm', { keywords: harm, interactions: ['sharing'] }, 'concerned', 0.6, 'sentiment:very_negative'),

  trigger('insult', { interactions: ['insult'], sentiments: [...notPositive] }, 'sad', 0.6),

  trigger('birth', { life_events: ['birth'] }, 'excited', 0.85),
  trigger('wedding', { life_events: ['wedding'] }, 'excited', 0.8),
  trigger('new_job', { life_events: ['new_job'] }, 'excited', 0.75),
  trigger('graduation', { life_events: ['graduation'] }, 'excited', 0.75),
  trigger('achievement', { life_events: ['achievement'] }, 'excited', 0.7),
  trigger('new_relationship', { life_events: ['new_relationship'] }, 'excited', 0.65),
  trigger('confession', { life_events: ['confession'], sentiments: ['negative', 'very_negative'] }, 'concerned', 0.4),

  trigger('affection', { interactions: ['affection'] }, 'loving', 0.65),
  trigger('compliment', { interactions: ['compliment'] }, 'happy', 0.55),
  trigger('thanks', { interactions: ['thanks'], sentiments: [...notNegative] }, 'happy', 0.5),
  trigger('apology', { interactions: ['apology'] }, 'neutral', 0.6),
  trigger('joke', { interactions: ['joke'] }, 'playful', 0.5),

  trigger('travel', { life_events: ['travel'], sentiments: ['positive', 'very_positive'] }, 'excited', 0.45),

  trigger('grief', { emotions: ['grief'], interactions: ['sharing'] }, 'sad', 0.75),
  trigger('grief_meant', { emotions: ['grief'], minimum_importance: meant }, 'sad', 0.75),
  trigger('sadness', { emotions: ['sadness'], minimum_importance: meant }, 'sad', 0.55),
  trigger('fear', { emotions: ['fear', 'nervousness'], minimum_importance: meant }, 'concerned', 0.55),
  trigger('remorse', { emotions: ['remorse'], minimum_importance: meant }, 'concerned', 0.4),
  trigger('anger', { emotions: ['anger'], minimum_importance: meant }, 'concerned', 0.45),
  trigger('disappointment', { emotions: ['disappointment'], minimum_importance: meant }, 'concerned', 0.35),
  trigger('excitement', { emotions: ['excitement'] }, 'excited', 0.55),
  trigger('amusement', { emotions: ['amusement'] }, 'playful', 0.45),
  trigger('joy', { emotions: ['joy', 'pride', 'relief', 'gratitude'], sentiments: [...notNegative] }, 'happy', 0.5),
  trigger('love', { emotions: ['love'], sentiments: ['very_positive'] }, 'loving', 0.4),
  trigger('gladness', { emotions: ['admiration', 'optimism', 'love'], sentiments: ['positive', 'very_positive'] }, 'happy', 0.4),

  trigger('bad_news', { sentiments: ['very_negative'], interactions: ['sharing'] }, 'concerned', 0.5),
  trigger('very_negative', { sentiments: ['very_negative'], minimum_importance: meant }, 'concerned', 0.5),
  trigger('negative', { sentiments: ['negative'], minimum_importance: meant }, 'concerned', 0.35),
  trigger('very_positive', { sentiments: ['very_positive'] }, 'happy', 0.5),
  trigger('positive', { sentiments: ['positive'] }, 'happy', 0.3),
];
