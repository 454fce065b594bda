// What somebody likes and dislikes, and their favourites.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, liking, readItems } from '../common.ts';
import { knownWorks } from '../vocabulary/known-works.ts';
import { spanishThings } from '../vocabulary/things.ts';

const words = { thing: anyOf(spanishThings.keys()) };
const degree = '[mucho] [muchisimo] [un monton] [un chorro] [un buen] [mogollon] [harto] [bastante] [demasiado] [mas que nada] [tanto] [sobre todo] [especialmente] [de verdad] [todo lo que sea] [todo tipo de] [a rabiar] [un huevo] [nada]';
/** Not a lasting taste: this film, that dinner, somebody, or a whole sentence. */
const passing = /^(?:de|del|con|y|e|o|ni|no|si|se|son|es|eres|era|en|hacia|por|para|sin|tant[oa]s?|yo|todos?|algun|contra|haber|a (?:ti|el|ella|ellos|mi|todos|la gente|los \p{L}+ \p{L}+r)|que|como|cuando|lo que|mas|menos|esta?|este|esto|es[aeo]s?|estos|estas|aquel|tu|tus|su|sus|cuanto|la (?:foto|imagen|escena|actitud|respuesta|iniciativa|noticia|publicacion|portada|nueva|cancion|frase|pinta|temporada)\b|el (?:final|capitulo|episodio|video|trailer|nuevo|nombre|post|comentario|detalle|resultado|gesto|discurso|articulo|hilo|tuit|tweet|mensaje|momento|look)\b|los (?:comentarios|que|tuits|mensajes|resultados)\b|las (?:que|fotos|imagenes|palabras)\b|la (?:peli|pelicula|cena|comida|idea|propuesta|sorpresa|respuesta|pregunta|forma|manera|serie|fiesta|clase|foto|charla|conversacion|excursion|visita|historia|reunion|obra|actuacion|exposicion|expo|receta)(?: de (?:ayer|anoche|hoy))?$|el (?:final|plan|regalo|chiste|libro|concierto|dia|hecho|sitio|lugar|vestido|partido|disco|video|viaje|paseo|curso|restaurante|hotel|finde)(?: de (?:ayer|anoche|hoy))?$|estar (?:aqui|contigo)|hablar contigo|habla[rn] con(?:tigo)|charlar contigo|verte|oirte|leerte|tener que|mi (?:trabajo|vida|nuevo|nueva|casa|jefe|jefa|cuerpo|pelo|familia|novi[oa]|marido|mujer|perr[oa]|gat[oa]|hij[oa]|madre|padre)|un|una chica|un chico|alguien|la vida|el mundo)(?![\p{L}])/u;

/** Somebody, not something: whom one likes or cannot stand is no taste. */
const somebody = /^(?:a )?(?:(?:el|la|los|las|mis?|unos?|unas?|esos?|esas?) )?(?:gente|personas?|vecin[oa]s?|jef[ea]s?|companer[oa]s?|chic[oa]s?|tip[oa]s?|abuel[oa]s?|amig[oa]s?|novi[oa]s?|herman[oa]s?|prim[oa]s?|padres?|madres?|hij[oa]s?|marido|mujer|espos[oa]s?|profes?|profesor(?:a|es|as)?|cunad[oa]s?|suegr[oa]s?|alumn[oa]s?|clientes?)(?![\p{L}])/u;

const likings = (match: RuleMatch, isLiked: boolean, confidence = 0.85): (Reading | null)[] => {
  const folded = match.folded('list');
  // "amo a Leo Messi": the preposition marks a person, unless everybody knows the name for a team or a work.
  if (/(?:^|\s)(?:amo|adoro|odio|detesto|soporto|aguanto|trago|tolero) (?:a )?$/u.test(match.sentence.folded.slice(0, match.sentence.folded.indexOf(folded, match.before.length))) && /(?:^|\s)a (?:la |el )?$|^a /u.test(`${match.sentence.text.slice(0, match.sentence.folded.indexOf(folded, match.before.length))}${/^a\s/.test(folded) ? 'a ' : ''}`.slice(-5)) && /^(?:a\s+)?\p{Lu}/u.test(match.get('list')) && !knownWorks.has(fold(readPhrase(match.get('list').replace(/^a\s+/iu, ''), { words: 4 }) ?? ''))) return [];
  if (passing.test(folded) || passing.test(folded.split(/\s*[,;.]/)[0]!) || /\b(?:asi|mas|tanto|cuanto|como|unico|poco|cuando|donde|si)\s*$/u.test(match.before)) return [];
  return readItems(match.get('list').replace(/^(?:a|el hecho de|mucho|muchísimo)\s+/iu, '')).filter((item) => !passing.test(fold(item)) && !somebody.test(fold(item))).map((item) => {
    const read = liking(item, isLiked);
    return read && { confidence, ...read };
  });
};
const endsLiking = (match: RuleMatch): (Reading | null)[] => likings(match, true).map((read) => read && { ...read, isEnded: true });

export const spanishPreferences = [
  rule([`[a mi] <yo>me (gusta|gustan|encanta|encantan|fascina|fascinan|apasiona|apasionan|flipa|flipan|chifla|chiflan|entusiasma|entusiasman|mola|molan|pirra|pirran|priva|vuelve loco|vuelve loca|vuelven loco|vuelven loca|pierde|pierden|late|laten|copa|copan|cuadra|alucina) ${degree}<list>`, `me ha gustado siempre <list>`, `siempre me han? (gustado|encantado|fascinado|apasionado) <list>`], (match) => {
    if (match.polarity === 'over') return endsLiking(match);
    if (/^(?:nada|no|demasiado)$/.test(match.folded('list'))) return [];
    return likings(match, match.polarity === 'none');
  }, { readsDenial: true }),
  rule(['(antes|de pequeno|de pequena|de nino|de nina|de joven|antiguamente) [a mi] [si] me (gustaba|gustaban|encantaba|encantaban|flipaba|flipaban|fascinaba|fascinaban|chiflaba) <list>', 'me (gustaba|gustaban|encantaba|encantaban|flipaba|flipaban|fascinaba|fascinaban) <list>'], (match) => (/\bya no\b|\bahora (?:no|ya|lo odio|me da)|\bantes\b/u.test(match.sentence.folded) ? endsLiking(match) : []), { confidence: 0.75 }),
  rule([`<yo>(adoro|amo|disfruto|disfruto de|disfruto con) ${degree}<list>`, `<yo>soy [muy] [un] [una] [super] [gran] [tremendo] [fiel] (fan|fanatico|fanatica|aficionado|aficionada|amante|adicto|adicta|apasionado|apasionada|forofo|seguidor|seguidora|devoto|entusiasta|friki) (de|del|a|al) [la] [los] [las] <list>`], (match) => {
    if (match.polarity === 'over') return endsLiking(match);
    return match.polarity === 'no' ? [] : likings(match, true);
  }, { readsDenial: true }),
  rule(['<list> (es|son) mi (perdicion|debilidad|vicio|pasion|obsesion|locura|cosa favorita|punto debil|placer culpable)', '(mi perdicion|mi debilidad|mi vicio|mi placer culpable|mi gran pasion|lo que mas me gusta|lo que mas me gusta en el mundo|lo mio) (es|son) <list>', 'no hay nada que me guste mas que <list>', 'no puedo vivir sin <list>', '<yo>(me pirro por|tengo debilidad por|siento debilidad por|tengo pasion por) <list>', 'lo mio (es|son) <list>'], (match) => (/\b(?:no|eso|esto)\s*$/.test(match.before) ? [] : likings(match, true, 0.8)), { confidence: 0.8 }),
  rule(['<yo>soy [muy] [un] [una] [gran] [de toda la vida] (hincha|seguidor|seguidora|aficionado|aficionada|socio|socia|forofo|forofa|simpatizante|fanatico|fanatica|fan) (de|del|a|al) [la] [los] <words>', '<yo>(voy con|soy del|sigo al|animo al|le voy al|le voy a las|le voy a los|soy de) [el] [la] [los] <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 4 });
    const known = value !== null && (knownWorks.get(fold(value)) === 'team' || knownWorks.get(fold(value).replace(/^(?:el|los|las) /, '')) === 'team');
    const isHincha = /^(?:yo )?soy .{0,20}(?:hincha|socio|socia)/.test(match.sentence.folded.slice(match.before.length));
    return value !== null && match.polarity === 'none' && (known || (isHincha && /^\p{Lu}/u.test(value))) ? { key: 'favorite_team', value, confidence: 0.9 } : null;
  }),
  rule(['(?<list>(?:el|la|los|las) [^,;:.!?()\\n]{2,40}?) <yo>me (da asco|dan asco|horroriza|horrorizan|pone de los nervios|ponen de los nervios|cae fatal|caen fatal|parece asqueroso|parece asquerosa|repugna|repugnan)', '(?<list>(?:el|la|los|las) [^,;:.!?()\\n]{2,40}?) no me (gusta|gustan)'], (match) => (/\bno\b/.test(match.folded('list')) || (match.polarity !== 'none') ? [] : likings(match, false, 0.8))),
  rule(['(?<list>(?:el|la|los|las) [^,;:.!?()\\n]{2,40}?) me (encanta|encantan|flipa|flipan|chifla|chiflan|apasiona|apasionan|fascina|fascinan|vuelve loco|vuelve loca|vuelven loco|vuelven loca|pirra|pirran)', '<yo>prefiero <list>'], (match) => {
    if (/\b(?:no|que|ya)\b/.test(match.folded('list').split(' ').slice(-1).join(' ')) || match.polarity !== 'none') return [];
    return likings(match, true, 0.8).map((read) => read && { ...read, value: typeof read.value === 'string' ? read.value.replace(/\s+(?:al?|a la|a los|a las|antes que|que)\s.*$/iu, '') : read.value }).filter((read) => read !== null && !String(read.value).startsWith('prefiero') && !(/^(?:yo )?prefiero/.test(match.sentence.folded.slice(match.before.length)) && /^(?:no|que|esperar|quedarme|aferrarme|hablar|decir|callar|ir|hacer|dejar)\b/.test(fold(String(read.value)))));
  }),
  rule([`<yo>(odio|detesto|aborrezco) ${degree}<list>`, '<yo>no (soporto|aguanto|trago|tolero) [nada] [a] <list>', '<yo>me (da|dan) (asco|repelus|grima) <list>', `<yo>me (disgusta|disgustan|repugna|repugnan|desagrada|desagradan|horroriza|horrorizan|aburre|aburren|molesta|molestan|cae fatal|caen fatal) ${degree}<list>`, '<yo>no soy [muy] [nada] (fan|amigo|amiga|aficionado|aficionada) (de|del|a) <list>'], (match) => {
    if (match.polarity === 'over') return likings(match, false).map((read) => read && { ...read, isEnded: true });
    const isDenied = /^no\b/.test(match.sentence.folded.slice(match.before.length)) && /(?:odio|detesto|aborrezco|disgust|moles|da |dan )/.test(match.sentence.folded.slice(match.before.length, match.before.length + 18));
    return isDenied ? [] : likings(match, false);
  }, { readsDenial: true }),
  rule(['mis? <thing> (favorito|favorita|favoritos|favoritas|preferido|preferida|preferidos|preferidas|fav) [de todos los tiempos] [de siempre] [del mundo] [sin duda] [siempre] (es|son|sigue siendo|ha sido|siempre fue|siempre ha sido|fue siempre) [sin duda] [claramente] [siempre] <words>', 'mi <thing> de cabecera es <words>', 'el <thing> que mas me gusta es <words>', 'la <thing> que mas me gusta es <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 6, keepsAnd: false });
    return value === null || /^(?:el que|la que|cuando|esa|ese|esta|este|uno|una|muy|como)(?![\p{L}])/u.test(fold(match.get('words'))) ? null : { key: `favorite_${spanishThings.get(match.folded('thing'))!}`, value, confidence: 0.95 };
  }, { words }),
  rule(['<subject> (es|son|sigue siendo) mis? <thing> (favorito|favorita|favoritos|favoritas|preferido|preferida)'], (match) => {
    const value = readPhrase(match.get('subject').replace(/^.*\b(?:que|y|pero|creo que)\s+/iu, ''), { words: 5 });
    return value === null || /^(?:es[aeo]|est[aeo]|cual|aquel|no|ya no)\b/.test(fold(value)) || /\bno\s*$/.test(match.folded('subject')) ? null : { key: `favorite_${spanishThings.get(match.folded('thing'))!}`, value, confidence: 0.9 };
  }, { words: { ...words, subject: String.raw`[\p{L}\p{N}'. -]{2,50}?` } }),
  rule(['<yo>(soy|he sido siempre|he sido) [siempre] (mas|muy|mucho) de <list>'], (match) => {
    const list = match.folded('list');
    if (match.polarity === 'over' || /^(?:l[oa]s? que|aqui|alli|mi|tu|su|pueblo|barrio|ciudad|derechas?|izquierdas?|letras|ciencias|familia)(?![\p{L}])/u.test(list) || /^\p{Lu}/u.test(match.get('list'))) return [];
    return likings(match, match.polarity === 'none', 0.8).slice(0, 1);
  }, { readsDenial: true }),
  rule(['[siempre] me (ha|han) (tirado|llamado|llamado la atencion) [siempre] [mucho] <list>', 'no hay nada (como|mejor que) <list>'], (match) => (match.polarity === 'none' ? likings(match, true, 0.8).slice(0, 1) : [])),
  rule(['<yo>me (pone|ponen) [muy] (nervioso|nerviosa|de mal humor|de los nervios|enfermo|enferma|malo|mala) <list>', '<yo>me (saca|sacan) de (quicio|mis casillas) <list>', '[a mi] (?<list>(?:el|la|los|las) \\p{L}+(?: \\p{L}+)?) me [^,;:.!?]{3,30}, no (lo|la|los|las) (soporto|aguanto|trago)'], (match) => (match.polarity === 'none' ? likings(match, false, 0.8).slice(0, 1) : [])),
];
