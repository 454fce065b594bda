// What somebody likes and dislikes, and their favourites.
import { rule } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold } from '../common.ts';
import { knownWorks } from '../vocabulary/known-works.ts';
import { spanishThings } from '../vocabulary/things.ts';
import { endsLiking, likings } from './tastes.ts';

const words = { thing: anyOf(spanishThings.keys()) };
const degree = '[mucho] [muchisimo] [un monton] [un chorro] [un buen] [mogollon] [harto] [bastante] [demasiado] [mas que nada] [tanto] [sobre todo] [especialmente] [de verdad] [todo lo que sea] [todo tipo de] [a rabiar] [un huevo] [nada]';
/** A thing at the head of its clause, with its article; another article inside only after a preposition. */
const topic = String.raw`(?:el|la|los|las)\s+(?:(?!(?<!(?:^|\s)(?:de|a|en|con|por|para|sin|y|e)\s)(?<=\s)(?:el|la|los|las|me|te|se|no|que|es|son|ya)\s)[^,;:.!?()\n"]){2,45}?`;
const topics = { list: topic };

export const spanishPreferences = [
  rule([`[a mi] <yo>me [re] [recontra] [requete] [super] [sobre] (gusta|gustan|encanta|encantan|fascina|fascinan|apasiona|apasionan|flipa|flipan|chifla|chiflan|agrada|agradan|entusiasma|entusiasman|mola|molan|pirra|pirran|priva|vuelve loco|vuelve loca|vuelven loco|vuelven loca|pierde|pierden|late|laten|copa|copan|cuadra|alucina) ${degree}<list>`, `me (gustan|encantan|chiflan|flipan): <list>`, `(?:a mi|y a mi|y yo) nos (gusta|gustan|encanta|encantan|fascina|fascinan|apasiona|apasionan|flipa|flipan|chifla|chiflan) ${degree}<list>`, `me ha gustado siempre <list>`, `siempre me han? (gustado|encantado|fascinado|apasionado) <list>`], (match) => {
    if (match.polarity === 'over') return endsLiking(match);
    if (/^(?:nada|no|demasiado)$/.test(match.folded('list'))) return [];
    return likings(match, match.polarity === 'none');
  }, { readsDenial: true }),
  rule(['(antes|de pequeno|de pequena|de nino|de nina|de chico|de chica|de chiquito|de chiquita|de joven|antiguamente) [a mi] [si] me (gustaba|gustaban|encantaba|encantaban|flipaba|flipaban|fascinaba|fascinaban|chiflaba) <list>', 'me (gustaba|gustaban|encantaba|encantaban|flipaba|flipaban|fascinaba|fascinaban) <list>'], (match) => (/\b(?:todavia|aun|sigue[ns]?|siguen)\b/u.test(match.after + match.folded('list')) ? likings(match, true) : /\bya no\b|\bahora (?:no|ya|lo odio|me da)|\bantes\b|\bhasta que\b/u.test(match.sentence.folded) ? endsLiking(match) : []), { confidence: 0.75 }),
  rule(['(antes|de pequeno|de pequena|de nino|de nina|de chico|de chica|de joven) [yo] (odiaba|detestaba|no soportaba|no aguantaba) <list>', '(?<=^\\W*)(odiaba|detestaba) <list>'], (match) => (/\b(?:ahora|ya|mirame|quien me ha visto)\b/u.test(match.sentence.folded) ? likings(match, false).map((read) => read && { ...read, isEnded: true }) : []), { confidence: 0.75 }),
  rule([`<yo>(adoro|amo|disfruto) ${degree} [de] [con] <list>`, `<yo>(soy|me volvi|me he vuelto|me hice|me he hecho|me declaro) [muy] [re] [un] [una] [super] [gran] [tremendo] [fiel] (fan|fana|fanatico|fanatica|aficionado|aficionada|amante|adicto|adicta|apasionado|apasionada|enamorado|enamorada|loco|loca|forofo|seguidor|seguidora|devoto|entusiasta|friki) (de|del|a|al) [la] [los] [las] <list>`], (match) => {
    if (match.polarity === 'over') return endsLiking(match);
    return match.polarity === 'no' ? [] : likings(match, true);
  }, { readsDenial: true }),
  rule(['<list> (es|son) mi (perdicion|debilidad|vicio|pasion|obsesion|locura|cosa favorita|punto debil|placer culpable)', '<list> me (pierde|pierden)'], (match) => likings(match, true, { confidence: 0.8 }), { words: topics }),
  rule(['(mi perdicion|mi debilidad|mi vicio|mi placer culpable|mi gran pasion|lo que mas me gusta|lo que mas me gusta en el mundo|lo que mas me gusta (?:de los|de las|del|de la) [^,;:.!?]{2,25}|lo que (?:realmente |de verdad )?me gusta(?: de verdad| realmente| a mi)?|lo mio|si algo me gusta|si hay algo que me gusta) (es|son) <list>', '(mi perdicion|mi debilidad|mi vicio|mi placer culpable): <list>'], (match) => (/\b(?:no|eso|esto)\s*$/.test(match.before) ? [] : likings(match, true, { confidence: 0.8, isNamed: true }))),
  rule(['no hay nada que me guste mas que <list>', 'no puedo vivir sin <list>', '<yo>(me pirro por|tengo debilidad por|siento debilidad por|tengo pasion por) <list>', 'nada me (gusta|relaja|divierte|llena|alegra|hace mas feliz) (mas )?que <list>'], (match) => likings(match, true, { confidence: 0.8 })),
  rule(['<yo>soy [muy] [un] [una] [gran] [de toda la vida] (hincha|seguidor|seguidora|aficionado|aficionada|socio|socia|forofo|forofa|simpatizante|fanatico|fanatica|fan) (de|del|a|al) [la] [los] <words>', '<yo>(voy con|soy del|sigo al|animo al|le voy al|le voy a las|le voy a los|soy de) [el] [la] [los] <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 4 });
    const known = value !== null && (knownWorks.get(fold(value)) === 'team' || knownWorks.get(fold(value).replace(/^(?:el|los|las) /, '')) === 'team');
    const isHincha = /^(?:yo )?soy .{0,20}(?:hincha|socio|socia)/.test(match.sentence.folded.slice(match.before.length));
    return value !== null && match.polarity === 'none' && (known || (isHincha && /^\p{Lu}/u.test(value))) ? { key: 'favorite_team', value, confidence: 0.9 } : null;
  }),
  rule(['<list> <yo>me (da asco|dan asco|horroriza|horrorizan|pone de los nervios|ponen de los nervios|cae fatal|caen fatal|repugna|repugnan|parece asqueroso|parece asquerosa|parecen asquerosos|parecen asquerosas|parece insoportable|parecen insoportables|(?:parece|parecen) un (?:tostonazo|toston|rollo|rollazo|conazo|aburrimiento|plomo|embole))', '<list> me (saca|sacan) de (quicio|mis casillas)', '<list> no me (gusta|gustan|va|van)', '<list> no (es|son) lo mio', 'lo del? <list> no (es|son|va) (lo mio|para mi|conmigo)'], (match) => (match.polarity !== 'none' ? [] : likings(match, false, { confidence: 0.8 })), { words: { list: `${topic}|(?<=lo del? )[^,;:.!?()\\n"]{2,30}?` } }),
  rule(['<list> me (encanta|encantan|flipa|flipan|chifla|chiflan|apasiona|apasionan|fascina|fascinan|vuelve loco|vuelve loca|vuelven loco|vuelven loca|pirra|pirran)'], (match) => likings(match, true, { confidence: 0.8 }), { words: topics }),
  rule(['<yo>prefiero [mil veces] (?<list>(?:(?! que )[^,;:.!?()\\n"]){2,40}?) [mil veces] (al|antes que|que|en vez de|en lugar de|a (?=(?:la|los|las|\\p{L}+[aei]r)\\s?)) (?:\\p{L}|\\s)+', '<yo>prefiero [mil veces] <list> [mil veces] [siempre]', '<yo>me quedo con <list> antes que', '(donde|teniendo) este?n? <list> que se quiten?'], (match) => {
    // "prefiero el rojo" chooses here and now; a taste compares, or is said of always.
    const said = match.sentence.folded.slice(match.before.length);
    const isGeneral = /\b(?:antes que|en vez de|en lugar de|mil veces|toda la vida|siempre|que se quite)/u.test(`${match.before} ${said}`) || /^(?:yo )?(?:siempre )?prefiero [^,;:.]{2,40}? (?:al|a la|a los|a las|a \p{L}+[aei]r|que) /u.test(said) || /\b(?:no me gusta|no me va|odio|no soy|no soporto)/u.test(match.before);
    return isGeneral && match.polarity === 'none' ? likings(match, true, { confidence: 0.8, isNamed: /^(?:yo )?prefiero/.test(said), most: 1 }).map((read) => read && { ...read, value: String(read.value).replace(/\s+(?:al?|a la|a los|a las|antes(?: que)?|en vez de|mil veces)(?:\s.*)?$/iu, '') }) : [];
  }),
  rule([`<yo>(odio|detesto|aborrezco|sigo odiando|sigo detestando|sigo sin soportar|sigo sin aguantar) ${degree}<list>`, '<yo>no (soporto|aguanto|trago|tolero) [nada] [a] <list>', '<yo>[que] (asco|grima) me (da|dan) <list>', '<yo>me (da|dan) [mucho] [mucha] [un] [tanto] (asco|repelus|grima|dentera|yuyu) [tremendo] [horrible] [enorme] <list>', 'me dan [mucha] [una] (pereza|flojera|fiaca|hueva) [tremenda] <list>', `<yo>me (disgusta|disgustan|repugna|repugnan|desagrada|desagradan|horroriza|horrorizan|aburre|aburren|molesta|molestan|choca|chocan|rechoca|rechocan|caga|cagan|embola|embolan|revienta|revientan|cae fatal|caen fatal) ${degree}<list>`, '<yo>no soy [muy] [nada] (fan|amigo|amiga|aficionado|aficionada) (de|del|a) <list>'], (match) => {
    if (match.polarity === 'over') return likings(match, false).map((read) => read && { ...read, isEnded: true });
    const isDenied = /^no\b/.test(match.sentence.folded.slice(match.before.length)) && /(?:odio|detesto|aborrezco|disgust|desagrad|moles|da |dan )/.test(match.sentence.folded.slice(match.before.length, match.before.length + 18));
    return isDenied ? [] : likings(match, false);
  }, { readsDenial: true }),
  rule(['mis? <thing> (favorito|favorita|favoritos|favoritas|preferido|preferida|preferidos|preferidas|fav) [de todos los tiempos] [de toda la vida] [de siempre] [del mundo] [de todos] [de todas] [ahora mismo] [ahora] [sin duda] [siempre] (es|son|sigue siendo|ha sido|siempre fue|siempre ha sido|fue siempre) [sin duda] [claramente] [siempre] <words>', 'mi <thing> de cabecera es <words>', 'el <thing> que mas me gusta es <words>', 'la <thing> que mas me gusta es <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 6, keepsAnd: false });
    return value === null || /^(?:el que|la que|cuando|esa|ese|esta|este|uno|una|muy|como)(?![\p{L}])/u.test(fold(match.get('words'))) ? null : { key: `favorite_${spanishThings.get(match.folded('thing'))!}`, value: value.replace(/^de(?:l| la| los| las)?\s+/u, ''), confidence: 0.95 };
  }, { words }),
  rule(['<subject> (es|son|sigue siendo) mis? <thing> (favorito|favorita|favoritos|favoritas|preferido|preferida)'], (match) => {
    const value = readPhrase(match.get('subject').replace(/^.*\b(?:que|y|pero|creo que)\s+/iu, '').replace(/^(?:siempre|desde|para|de|en|sin|hoy|por)\s.*?(?=\b(?:el|la|los|las|\p{Lu}\p{L}+)\s)/iu, ''), { words: 5 });
    return value === null || /^(?:es[aeo]|est[aeo]|cual|aquel|no|ya no)\b/.test(fold(value)) || /\bno\s*$/.test(match.folded('subject')) ? null : { key: `favorite_${spanishThings.get(match.folded('thing'))!}`, value, confidence: 0.9 };
  }, { words: { ...words, subject: String.raw`[\p{L}\p{N}'. -]{2,50}?` } }),
  rule(['<yo>(soy|he sido siempre|he sido|me he vuelto|me volvi) [siempre] (?<much>mas|muy|mucho|nada|poco) de <list>'], (match) => {
    const list = match.folded('list');
    if (match.polarity === 'over' || /^(?:l[oa]s? que|aqui|alli|l[oa]s mi[oa]s|ir a lo|llorar|creer|mi|tu|su|pueblo|barrio|ciudad|derechas?|izquierdas?|letras|ciencias|familia)(?![\p{L}])/u.test(list) || /^\p{Lu}/u.test(match.get('list'))) return [];
    return likings(match, match.polarity === 'none' && !/^(?:nada|poco)$/.test(match.folded('much')), { confidence: 0.8, most: 1 });
  }, { readsDenial: true }),
  rule(['[siempre] me (ha|han) (tirado|llamado|llamado la atencion) [siempre] [mucho] <list>', 'no hay nada (como|mejor que) <list>'], (match) => (match.polarity === 'none' ? likings(match, true, { confidence: 0.8, most: 1 }) : [])),
  rule(['<yo>me (pone|ponen) [muy] (nervioso|nerviosa|de mal humor|de los nervios|enfermo|enferma|malo|mala) <list>', '<yo>me (saca|sacan) de (quicio|mis casillas) <list>', '[a mi] (?<list>(?:el|la|los|las) \\p{L}+(?: \\p{L}+)?) me [^,;:.!?]{3,30}, no (lo|la|los|las) (soporto|aguanto|trago)'], (match) => (match.polarity === 'none' ? likings(match, false, { confidence: 0.8, most: 1 }) : [])),
];
