// Whom hard words are meant for. "My boss is an idiot" and "I feel like dirt" hold the words of an insult and insult nobody here.
import { foldWords } from '../../lib/fold-words.ts';

/** Words that speak to somebody, folded: pronouns, and the verb forms and orders that carry one. */
export const toYou = [
  'you', 'your', 'yours', 'yourself', 'u', 'ur', 'youre', 'shut up', 'shut it', 'shut your', 'go to hell', 'get lost', 'drop dead',
  'tu', 'tus', 'te', 'ti', 'contigo', 'tuyo', 'tuya', 'usted', 'vos', 'sos', 'eres', 'haces', 'dices', 'sabes', 'sirves', 'vales', 'das', 'tienes', 'puedes', 'quieres', 'entiendes', 'escuchas', 'respondes', 'hablas',
  'mereces', 'pareces', 'callate', 'calla', 'cierra', 'vete', 'largate', 'pierdete', 'muerete', 'jodete', 'dejame',
];
/** Words that show somebody or something else is meant: the writer, people of theirs, things, days. */
const others = new Set([
  'i', 'im', 'me', 'my', 'mine', 'myself', 'we', 'our', 'he', 'him', 'his', 'she', 'her', 'they', 'them', 'their', 'the', 'this', 'these', 'those', 'it', 'its', 'day', 'week', 'life', 'work', 'weather', 'traffic', 'people', 'world', 'job', 'everyone', 'everything',
  'yo', 'mi', 'mis', 'mia', 'mio', 'nos', 'nuestro', 'nuestra', 'soy', 'estoy', 'siento', 'tengo', 'el', 'ella', 'ellos', 'ellas', 'la', 'los', 'las', 'este', 'esta', 'esto', 'estos', 'ese', 'esa', 'aquel', 'su', 'sus', 'dia', 'semana', 'vida', 'trabajo', 'tiempo', 'trafico',
  'gente', 'mundo', 'todo', 'todos', 'lunes',
]);
/** Somebody else's words told again: "he said you are useless". */
const reported = /\b(?:said|says|told|tells|called|calls|yelled|screamed|wrote|dijo|dice|dijeron|llamo|llama|llamaron|grito|escribio|solto)\b/;

const spoken = new RegExp(`\\b(?:${toYou.join('|')})\\b`);
/** Beyond these nobody is scolding any more, somebody is telling. */
const mostCharacters = 2000;

/**
 * Whether hard words are meant for whom the message is written to: it says "you" in its own voice, or it names nobody else ("Idiot!").
 * A rule of thumb for Spanish and English that rather lets an insult pass than charge for a sorrow.
 */
export function isAimedAtCompanion(text: string): boolean {
  const words = foldWords(text.slice(0, mostCharacters).replace(/['’]/g, ''));
  if (reported.test(words)) return false;
  return spoken.test(words) || !words.split(' ').some((word) => others.has(word));
}
