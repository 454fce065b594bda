// How much a sentence says that is worth keeping: facts, plans, feelings and decisions weigh, small talk and questions do not.
import { cuesOf, namesFeeling, topicsOf } from '../memory/index.ts';

const word = (...lists: readonly string[]) => new RegExp(String.raw`(?<!\p{L})(?:${lists.join('|')})(?!\p{L})`, 'iu');

const aboutOneself = word('yo|me|mi|mis|m[ií]o?s?|conmigo|nos|nuestr[oa]s?|soy|estoy|tengo|he|voy|vivo|trabajo', "i|i['’](?:m|ve|d|ll)|me|my|mine|we|we['’](?:re|ve|ll)|our|us");
/** What was decided or is to come. */
const decided = word(
  'voy a|vamos a|ir[eé]|iremos|he decidido|decid[ií]|pienso|quiero|queremos|empiezo|empezamos|empezar[eé]|me mudo|me apunt[eoé]|me voy|nos vamos|tengo (?:que|cita)|reserv[eéa]\\p{L}*|me compr[oeé]|a partir de|acept[eéo]|\\p{L}+(?:ar|er|ir)[eé]',
  "i['’]?m (?:going|thinking|about|planning)|i am (?:going|thinking|about|planning)|we(?:['’]re| are) (?:going|planning)|going to|i(?:['’]ll| will)|we(?:['’]ll| will)|decided|plan(?:ning)? to|want to|starts?|starting|signed up|moving|we start|booked|accepted|quit",
);
const whenAndHowMuch = word(
  'lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|ma[ñn]ana|ayer|anoche|hoy|semanas?|meses|mes|a[ñn]os?|horas?',
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|tomorrow|yesterday|tonight|today|weeks?|months?|years?|hours?|weekend',
  '\\d+[\\p{L}\\d:.,]*', 'un[oa]? (?:vez|par)|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|veinte|treinta', 'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty',
);
/** What is said of oneself for good: work, health, taste, origin. */
const lasting = word(
  'soy|me llamo|se llama|nac[ií]\\p{L}*|vivo|trabajo|estudio|al[eé]rgic[oa]|cel[ií]ac[oa]|vegetarian[oa]|vegan[oa]|favorit[oa]s?|me (?:encanta|gusta|da miedo|asusta)|odio|llevo|hace \\p{L}+ a[ñn]os|fue|era',
  "i['’]?m an?|i am an?|my name|is called|called|born|live|allergic|coeliac|celiac|vegetarian|vegan|favou?rite|i (?:love|hate|like|prefer)|used to|for \\p{L}+ years|ago|was an?",
);
/** Whole words alone, so that a wall of laughter is read once. */
const smallTalk = /^\P{L}*(?:(?:hola|buenas|buenos d[ií]as|buenas (?:tardes|noches)|hey|ey|hi|hello|yo|good (?:morning|evening|night)|morning|gracias|much[ao]s gracias|thanks?|thank you|vale|ok(?:ay)?|cool|genial|perfecto|bien|claro|s[ií]|no|yes|yeah|yep|nope|jaj?\p{L}*|haha\p{L}*|lol|ugh|uf+|de nada|a ti|you(?:['’]re| are) welcome|qu[eé] tal|how are you|adi[oó]s|bye|hasta luego|suena bien|fair|nada(?: especial)?|lo es|it is|i know|lo s[eé]|ya|exacto|exactly|como siempre|again|there|guapa|eres un sol)(?!\p{L})[\s\p{P}\p{S}]*)+$/iu;
const properName = /(?<=[\p{Ll}\d,;:] )\p{Lu}\p{Ll}+/u;

/** True of a greeting, a thank-you, a laugh, a bare yes. */
export function isSmallTalk(text: string): boolean {
  return smallTalk.test(text) || !/\p{L}{2}/u.test(text);
}

/** From the words alone; about -3 (says nothing) to 9. */
export function sentenceWeight(text: string): number {
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  const cues = cuesOf(text).filter((cue) => cue !== 'name');
  return (cues.length > 0 ? 2.5 : 0) + Math.min(2, topicsOf(text).length) * 0.8 + (aboutOneself.test(text) ? 1 : 0) + (decided.test(text) ? 1.2 : 0) + (lasting.test(text) ? 0.8 : 0)
    + (whenAndHowMuch.test(text) ? 0.8 : 0) + (properName.test(text) ? 1 : 0) + (namesFeeling(text) ? 0.8 : 0) + Math.min(1, words / 14)
    - (words < 3 ? 3 : words < 5 ? 0.8 : 0) - (text.endsWith('?') ? 2.5 : 0);
}
