// What the rules of both languages share: likings, workplaces, relatives and animals read from what stands in a slot.
import { findTimes } from '../../../../inference/time-expressions/find-times.ts';
import { foldInPlace } from '../reading/fold.ts';
import type { Reading, RuleMatch } from '../reading/rule.ts';
import { readName, readPhrase } from '../reading/values.ts';
import type { PhraseOptions } from '../reading/values.ts';
import { feminineNames, genderOf, masculineNames } from './vocabulary/first-names.ts';
import { knownWorks } from './vocabulary/known-works.ts';
import { isKnownPlace } from './vocabulary/places.ts';
import { workFields } from './vocabulary/professions.ts';

export const fold = foldInPlace;

/** Words that begin another clause and so no item of a list. */
const noItem = /^(?:(?:y|and|o|or)\s+)?(?:una vez|un dia|mira(?:me)?|fijate|imagina(?:te)?|oye|anda|vamos|ojo|punto|nada mas|poco mas|mucho mas|cosas asi|demas|fin|podria|seria|deberia|tendria|haria|cuanto|desde|tras|durante|entre|segun|hacia|mas|la (?:ultima|primera) vez|tienen?|hay|me|parecen?|fue|era|han?|queda|suena|sabe|sale|vale|da|hace|lo|(?:la|los|las) (?:vi|veo|he|tengo|tuve|compre|quiero|odio|amo)|asi|hasta|incluso|menos|aunque|sin|got|been|had|made|saw|once|sit|makes|gives|tastes|i'll|as|than|te|se|le|les|nos|no|yo|tu|el que|mi|mis|su|sus|es|son|esta|este|esto|eso|esa|ese|tambien|pero|vivo|tengo|soy|estoy|trabajo|quiero|odio|detesto|adoro|amo|creo|voy|hago|hoy|ayer|manana|ahora|siempre|nunca|llevo|estudio|toco|juego|como|bebo|fumo|corro|salgo|suelo|puedo|debo|necesito|espero|busco|pienso|siento|paso|leo|veo|escucho|prefiero|naci|ya|si|a mi|a ti|a mis|en|de|con|por|para|porque|cuando|donde|que|luego|despues|entonces|i|i'm|im|i've|my|we|he|she|it|they|you|your|the fact|that|this|these|those|but|so|have|has|do|don't|also|not|never|then|now|hate|love|like|live|work|want|just|would|could|can|will|is|are|was|were|in|at|on|for|with|to the|because|since|when|if|what|who|how|why|please|thanks|thank|gracias|especially|sobre todo|even|really|always|sometimes|usually|her|his|their|our|nuestro|nuestra)(?![\p{L}'])/u;

const betweenItems = /\s*,\s*(?:(?:y|e|o|and|or)\s+)?|\s+(?:y|e|o|u|ni|and|or|nor|&|\+)\s+(?:a\s+(?=la|el|los))?/giu;
/** A clause and no item: "los pequeños me dan igual", "the small ones are fine". */
const hasVerb = /\s(?:me|(?<!(?:el|un|del?|los) )te|se|no|lo|le|es|son|esta|estan|da|dan|is|are|was|were|isn't|aren't|don't)(?:\s|$)/u;
const shapeOf = (folded: string): string => (/^(?:el|la|los|las|unos|unas|un|una|the|a|an)\s/u.test(folded) ? 'article' : /^\p{L}+[aei]r(?:me|se)?(?![\p{L}])/u.test(folded) ? 'infinitive' : /^\p{L}+ing(?![\p{L}])/u.test(folded) ? 'gerund' : 'bare');

/** Bare words are built like anything: they count from three items on. */
function isBuiltLike(item: string, first: string, count: number): boolean {
  const shape = shapeOf(first);
  return shapeOf(item) === shape && (shape !== 'bare' || (count > 2 && item.split(/\s+/).length <= 2));
}

/** The items of a list as written: "el café, el té y nadar". Ends where another clause begins. */
export function readItems(text: string, options: PhraseOptions = {}): string[] {
  const parts = text.split(betweenItems);
  const isBareComma = [...text.matchAll(betweenItems)].map(([mark]) => /^\s*,\s*$/u.test(mark));
  const found: string[] = [];
  for (const [index, part] of parts.entries()) {
    const folded = fold(part).trim();
    if (index > 0 && (noItem.test(folded) || hasVerb.test(folded) || folded.split(/\s+/).length > 5)) break;
    // Without an "and" to come, a comma more often begins another clause than another item: what follows must be built like the first.
    if (index > 0 && isBareComma.slice(index - 1).every(Boolean) && !isBuiltLike(folded, fold(parts[0]!).trim(), parts.length)) break;
    const phrase = readPhrase(part, options);
    if (phrase === null) break;
    found.push(phrase);
    // A phrase that was cut short ends the list: another clause followed it.
    if (!part.trim().replace(/[\s.,;:!?…]+$/u, '').endsWith(phrase)) break;
  }
  return found;
}

/** What points at something at hand, or at somebody doing something: "ver Génova así", "ver este tipo de murales". */
const ofTheMoment = /\b(?:asi|est[aeo]s?|es[aeo]s?|contigo|vosotros|tu|tus|hoy|ayer|anoche)(?![\p{L}])|^(?:ver|oir|escuchar|mirar) (?:como|a)\s/u;
/** Nobody likes it: who says so means the opposite. */
const nuisance = /\b(?:atascad[oa]s?|atorad[oa]s?|atascos?|hacer cola|las? colas?|trafico|embotellamientos?|stuck|traffic|queues?|queuing|waiting in line)\b|\b(?:dos|tres|cuatro|\d+|two|three|four) (?:horas|hours)\b/u;

/** A liking or disliking; of a name that everyone knows, the favourite of its kind. */
export function liking(item: string, isLiked: boolean): Reading | null {
  const folded = fold(item);
  if (folded.length < 2 || /^(?:tu|tus|su|sus|eso|esto|esa|ese|este|esta|estos|estas|aquello|todo|todos|nada|mucho|algo|alguien|nadie|ti|usted|vosotros|como|cuando|donde|lo|ella|ellos|el|asi|it|this|that|these|those|you|him|her|them|your|his|their|how|when|what|where|everything|nothing|something|someone|being here|the way|the idea|the fact|la idea|el hecho|la forma|la manera)(?![\p{L}'])/u.test(folded)) return null;
  const kind = isLiked ? knownWorks.get(folded) ?? knownWorks.get(folded.replace(/^(?:el|la|los|las|the)\s+/, '')) : undefined;
  if (kind !== undefined && kind !== 'author') return { key: `favorite_${kind}`, value: item, confidence: 0.8 };
  if (ofTheMoment.test(folded) || (isLiked && nuisance.test(folded))) return null;
  if (/^\p{Lu}/u.test(item) && (feminineNames.has(folded) || masculineNames.has(folded))) return null;
  return { key: isLiked ? 'likes' : 'dislikes', value: item };
}

/** Where or in what somebody works: a field is a profession, a place on the map is neither, the rest an employer. */
export function workplace(text: string, preposition: 'in' | 'at' | 'for'): Reading | null {
  const phrase = readPhrase(text, { words: 6, until: /\s(?:la semana|el mes|el ano|el (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)|hasta|durante|mientras|este|esta|last|this|next|every|for (?:\p{L}+|\d+) years|por las|por la)(?![\p{L}])/u });
  if (phrase === null) return null;
  const folded = fold(phrase);
  const raw = fold(text.trim());
  if (/^it\b/.test(text.trim()) || (folded !== 'it' && (notWork.test(folded) || notWork.test(raw)))) return null;
  const [first = ''] = folded.split(' ');
  const startsAsField = preposition === 'in' && !/^(?:an?|the|una?|el|la|los|las|mi|my)\s/u.test(raw) && workFields.has(first) && folded.split(' ').length <= 3;
  // "en una farmacia" is a place, "en farmacia" and "en la construcción" are fields.
  const isSomePlace = preposition !== 'for' && /^(?:una?|an?)\s/u.test(raw);
  if ((!isSomePlace && workFields.has(folded)) || workFields.has(raw.replace(/[.,;:!?\s]+$/, '')) || startsAsField) return { key: 'profession', value: phrase };
  const called = /\b(?:called|named|llamad[oa]|que se llama)\s+(.+)$/iu.exec(text)?.[1];
  if (called !== undefined) {
    const name = readName(called, { words: 4 });
    if (name !== null) return { key: 'employer', value: name };
  }
  const field = /^(?:el (?:mundo|sector|campo|ambito|area|departamento) de(?:l| la| los)?|the field of)\s+(.+)$/u.exec(raw)?.[1];
  if (field !== undefined) {
    const named = readPhrase(text.trim().slice(raw.length - field.length), { words: 4 });
    return named === null ? null : { key: 'profession', value: named };
  }
  if (preposition !== 'for' && isKnownPlace(folded)) return null;
  // "en la tienda de mi tío" is a place of work; "en Soria" a town nobody listed.
  if (preposition === 'in' && /^\p{Lu}/u.test(text.trim()) && !/\p{Lu}{2}|\d/u.test(phrase) && !isCompany(folded)) return null;
  return { key: 'employer', value: phrase };
}

const notWork = /^(?:lo(?![\p{L}])|(?:the )?same(?= )|(?:la |el )?(?:otr[oa]|mism[oa]|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|ultim[oa])(?= )|(?:una? )?(?:cosa|tema|asunto|informe|presentacion|articulo|traduccion)(?![\p{L}])|algo|urgencias|planta|practicas|quirofano|er|icu|a&e|training|retail hell|laburo|curro|trabajo|chamba|pega|work|the job|my job|job|ello|eso|esto|casa|remoto|turnos?|equipo|grupo|silencio|paz|mi (?:tesis|proyecto|novela|libro|casa|cuarto|tfg|tfm)|un proyecto|una? (?:novela|libro|cancion|trabajo nuevo|idea)|nights?|days?|weekends?|home|person|shifts?|progress|it|that|this|myself|me|money|a living|living|my (?:thesis|novel|project|own|room|house|book)|a (?:project|novel|new job|team)|teams?|peace|silence|the moment|verdad|serio|negro|verano|noche|fines|navidad|hours?|\d+|free|fun|now|least|work|dos sitios|two jobs|tres sitios|the (?:morning|evening|afternoon|office|weekend)s?|la oficina|las mananas|las tardes|mi tiempo|cosas|things|jornada|horario|media jornada|part time|full time|the (?:us|uk)|mi pueblo|mi ciudad|el centro|otra cosa|otro sitio|un sitio|una empresa(?! (?:de|que))|un trabajo|a company|un lugar|a place)(?![\p{L}'])/u;
const companies = new Set('google,amazon,apple,microsoft,meta,facebook,netflix,ibm,oracle,intel,nvidia,telefonica,inditex,zara,mercadona,carrefour,ikea,santander,bbva,caixabank,seat,renault,ford,toyota,tesla,accenture,deloitte,kpmg,pwc,indra,everis,capgemini,repsol,iberdrola,endesa,correos,renfe,adif,iberia,ryanair,mcdonald\'s,starbucks,walmart,target,costco,tesco,sainsbury\'s,aldi,lidl,boots,nhs,nasa,fedex,ups,uber,spotify,sony,samsung,nestle,pfizer,bayer,siemens,bosch,airbus,boeing,vodafone,orange,movistar,decathlon,primark,leroy merlin,el corte ingles,mercado libre,globant,cemex,bimbo,oxxo,femsa,pemex,avianca,rappi,ypf,salesforce,adobe,cisco,dell,hp,lego,disney,nike,adidas'.split(','));
const isCompany = (folded: string): boolean => companies.has(folded) || /\b(?:s\.?a\.?|s\.?l\.?|inc|ltd|llc|corp|group|university|hospital|bank|school|college|clinic|universidad|banco|instituto|museo|museum|ayuntamiento|ministerio|labs?|studios?|solutions|systems|consulting|company|airlines|airport|aeropuerto)\b/u.test(folded);

/** A person's or animal's name; without a capital only where the writer uses none. */
export function properName(text: string, match: Pick<RuleMatch, 'hasCapitals'>, words = 3): string | null {
  return readName(text, { words, lowerCase: !match.hasCapitals });
}

export function child(key: readonly [string, string], name: string): Reading | null {
  const gender = key[0] === key[1] ? 'm' : genderOf(fold(name));
  return gender === null ? null : { key: gender === 'm' ? key[0] : key[1], value: name };
}

/** "ayer fue mi cumple": the day a sentence names, as a birthday. */
export function relativeBirthday(match: RuleMatch): Reading | null {
  const said = match.sentence.text.slice(match.before.length, match.sentence.text.length - match.after.length);
  const [span] = findTimes(said, { now: match.sentAt, language: match.language, tense: /\b(?:fue|era|was|cumpli)\b/.test(fold(said)) ? 'past' : 'future' });
  return span?.precision === 'day' && span.is_recurring !== true ? { key: 'birthday', value: new Date(span.start).toISOString().slice(5, 10), confidence: 0.9 } : null;
}

/** The longest of `known` that `text` begins with, and how many characters it takes. @param text folded */
export function longestStart(text: string, known: ReadonlySet<string>, most = 4): string | null {
  const words = text.trim().split(/\s+/).map((word) => word.replace(/[^\p{L}\p{N}'&+-]+$/u, ''));
  for (let count = Math.min(most, words.length); count > 0; count -= 1) {
    const start = words.slice(0, count).join(' ');
    if (known.has(start)) return start;
  }
  return null;
}
