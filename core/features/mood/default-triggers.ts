// What of a message moves a companion by default: the first that holds is felt, so the gravest comes first. Emotions look at the strongest one only.
import type { MoodTrigger } from '../../contract/mood-config.ts';

type When = MoodTrigger['when'];
const trigger = (id: string, when: When, mood: string, intensity: number): MoodTrigger => ({ id, when, mood, intensity });

/** A target of `neutral` stands for the companion's resting mood: what pulls there eases whatever it feels. */
export const defaultTriggers: readonly MoodTrigger[] = [
  trigger('bereavement', { life_events: ['bereavement'] }, 'sad', 0.9),
  trigger('breakup', { life_events: ['breakup'] }, 'sad', 0.75),
  trigger('illness', { life_events: ['illness'] }, 'concerned', 0.75),
  trigger('accident', { life_events: ['accident'] }, 'concerned', 0.75),
  trigger('job_loss', { life_events: ['job_loss'] }, 'concerned', 0.7),
  trigger('conflict', { life_events: ['conflict'] }, 'concerned', 0.55),

  trigger('insult', { interactions: ['insult'] }, 'sad', 0.6),

  trigger('birth', { life_events: ['birth'] }, 'excited', 0.85),
  trigger('wedding', { life_events: ['wedding'] }, 'excited', 0.8),
  trigger('new_job', { life_events: ['new_job'] }, 'excited', 0.75),
  trigger('graduation', { life_events: ['graduation'] }, 'excited', 0.75),
  trigger('achievement', { life_events: ['achievement'] }, 'excited', 0.7),
  trigger('new_relationship', { life_events: ['new_relationship'] }, 'excited', 0.65),
  trigger('confession', { life_events: ['confession'], sentiments: ['negative', 'very_negative'] }, 'concerned', 0.4),

  trigger('affection', { interactions: ['affection'] }, 'loving', 0.65),
  trigger('compliment', { interactions: ['compliment'] }, 'happy', 0.55),
  trigger('thanks', { interactions: ['thanks'] }, 'happy', 0.5),
  trigger('apology', { interactions: ['apology'] }, 'neutral', 0.6),
  trigger('joke', { interactions: ['joke'] }, 'playful', 0.5),

  trigger('travel', { life_events: ['travel'], sentiments: ['positive', 'very_positive'] }, 'excited', 0.45),

  trigger('grief', { emotions: ['grief'] }, 'sad', 0.75),
  trigger('sadness', { emotions: ['sadness'] }, 'sad', 0.55),
  trigger('fear', { emotions: ['fear', 'nervousness'] }, 'concerned', 0.55),
  trigger('remorse', { emotions: ['remorse'] }, 'concerned', 0.4),
  trigger('anger', { emotions: ['anger'] }, 'concerned', 0.45),
  trigger('disappointment', { emotions: ['disappointment'] }, 'concerned', 0.35),
  trigger('excitement', { emotions: ['excitement'] }, 'excited', 0.55),
  trigger('amusement', { emotions: ['amusement'] }, 'playful', 0.45),
  trigger('joy', { emotions: ['joy', 'pride', 'relief', 'gratitude'] }, 'happy', 0.5),
  trigger('love', { emotions: ['love'], sentiments: ['very_positive'] }, 'loving', 0.4),
  trigger('gladness', { emotions: ['admiration', 'optimism', 'love'], sentiments: ['positive', 'very_positive'] }, 'happy', 0.4),

  trigger('very_negative', { sentiments: ['very_negative'] }, 'concerned', 0.5),
  trigger('negative', { sentiments: ['negative'], minimum_importance: 3 }, 'concerned', 0.35),
  trigger('very_positive', { sentiments: ['very_positive'] }, 'happy', 0.5),
  trigger('positive', { sentiments: ['positive'] }, 'happy', 0.3),
];
