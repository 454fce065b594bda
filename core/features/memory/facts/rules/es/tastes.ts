// What somebody likes or dislikes, read from what follows "me gusta": things that last, and nothing of the moment, of the talk or of a person.
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, liking, readItems } from '../common.ts';
import { knownWorks } from '../vocabulary/known-works.ts';

/** Not a thing at all: a preposition, an adverb, a degree, a clause, or a word that points. */
const noThing = /^(?:de|del|con|y|e|o|ni|no|si|se|son|es|eres|era|en|hacia|por|para|sin|desde|hasta|durante|sobre|tras|entre|segun|tant[oa]s?|yo|todos?|casi|algun[oa]?s?|ningun[oa]?|contra|haber|que|como|cuando|cuanto|donde|lo que|mas|menos|muy|poco|un poco|bastante|demasiado|mucho|muchisimo|un monton|mogollon|harto|igual|tambien|tampoco|siempre|nunca|todavia|aun|ahora|ya|bien|mal|mejor|peor|asi|aqui|alli|eh|ja(?:ja)*|je(?:je)*|la verdad|gracias|pero|porque|aunque|esta?|este|esto|es[aeo]s?|estos|estas|aquel|aquell[oa]s?|ambos|tu|tus|su|sus|vuestr[oa]s?|mis?|nuestr[oa]s?|un|alguien|nadie|cualquiera|ell[oa]s?|nosotr[oa]s|(?:el|la|los|las) (?:de|del|que|mi[oa]s?|tuy[oa]s?|suy[oa]s?|un[oa]|otr[oa]s?|mism[oa]s?|dos|tres|cuatro|primer[oa]?s?|segund[oa]s?|tercer[oa]?s?|ultim[oa]s?|siguientes?|opcion|primero|de aqui|vida|mundo)|tener que|estar (?:aqui|mal|enferm|content|triste|viv)|ser|sentirme|habla[rn] con(?:tigo)|charlar contigo)(?![\p{L}])/u;

/** Something of this talk or this day: the photo that was sent, last night's film. */
const ofThisTalk = /^(?:los nervios\b|las (?:formas|prisas)\b|la (?:foto|imagen|escena|actitud|iniciativa|noticia|publicacion|portada|nueva|cancion|frase|pinta|temporada|opcion|idea|letra)\b|el (?:final|capitulo|episodio|trailer|nuevo|nombre|post|comentario|detalle|resultado|gesto|discurso|articulo|hilo|tuit|tweet|mensaje|momento|look|tono|rollo que)\b|los (?:comentarios|tuits|mensajes|resultados|audios)\b|las (?:fotos|imagenes|palabras|opciones)\b|la (?:peli|pelicula|cena|comida|propuesta|zona|casa|habitacion|oficina|tienda|uni|sorpresa|respuesta|pregunta|forma|manera|serie|fiesta|clase|charla|conversacion|excursion|visita|historia|reunion|obra|actuacion|exposicion|expo|receta|novela|cita)(?: de (?:ayer|anoche|hoy|manana))?$|el (?:plan|regalo|chiste|libro|concierto|dia|hecho|sitio|lugar|partido|disco|video|viaje|paseo|curso|restaurante|hotel|finde|examen|tema|barrio|cuarto|pueblo|bar|local|puesto|trabajo|curro|cole|colegio|instituto|corte|peinado|tatuaje|logo|diseno|titulo|poema|cuadro|cuento|texto|menu|plato|mote|apodo|apellido|nombre)(?: de (?:ayer|anoche|hoy|manana))?$|(?:el|la) (?:vestido|camiseta|camisa|chaqueta|falda|abrigo|jersey|bolso|anillo|piso|coche|sofa)(?: \p{L}+)?$|una? (?:serie|peli|pelicula|libro|novela|cancion|juego|chic[oa])\b)/u;

/** Somebody, not something: whom one likes or cannot stand is no taste. */
const somebody = /^(?:a )?(?:(?:el|la|los|las|unos?|unas?) )?(?:gente|personas?|vecin[oa]s?|jef[ea]s?|companer[oa]s?|chic[oa]s?|tip[oa]s?|ti[oa]s?|hombres?|mujer(?:es)?|abuel[oa]s?|amig[oa]s?|novi[oa]s?|herman[oa]s?|prim[oa]s?|sobrin[oa]s?|niet[oa]s?|padres?|madres?|hij[oa]s?|marido|espos[oa]s?|profes?|profesor(?:a|es|as)?|cunad[oa]s?|suegr[oa]s?|alumn[oa]s?|clientes?|cajer[oa]s?|nin[oa]|bebe)(?![\p{L}])/u;

/** A passing pain is suffered, not disliked. */
const ailment = /^(?:(?:el|la|los|las) )?(?:dolor|resaca|fiebre|tos|mareo|nauseas|insomnio|cansancio|ansiedad|rodillas?|garganta|espalda|muelas?|ojos?|cabeza|cuello|estomago|tripa|barriga|hombros?|tobillos?|muneca|oidos?|pies?|piernas?|brazos?|cicatriz|herida)(?![\p{L}])/u;

/** To the listener, "verte", or of what was spoken of: "dejarlo", "contártelo". */
const toYou = /(?:^|\s(?:a|sin) )\p{L}+[aei]r(?:te|tel[oa]s?|os|(?:me|se|nos)?l[oa]s?)(?![\p{L}])/u;
/** Said of today, or of one that the listener knows: "la foto que me mandaste", "el calor que hace hoy". */
const oneOfMany = /^que (?:(?:no )?(?:me |nos )?(?!antes )\p{L}{2,}[ae]s(?![\p{L}])|(?:no )?(?:te|os|has|he|hemos|ha|han|me (?:has|ha|he|han|\p{L}+(?:aste|iste))|\p{L}+(?:aste|iste|imos)|vi|hice|compre|puse|lei|llevas?|tienes|estas?|hace(?:n)?(?: (?:hoy|aqui|ahora).*)?$)(?![\p{L}]))|\b(?:hoy|ayer|anoche|ahora|te|tu|tus|contigo)(?![\p{L}])/u;
/** "que no veas": how much, not which; and "andar que ir en coche" compares. */
const howMuch = /^que (?:(?:no )?(?:veas|te cagas|flipas|alucinas|te mueres|te imaginas)|lo flipas|me muero|da gusto|\p{L}+[aei]r)(?![\p{L}])/u;
const than = /^que (?:de|del|a|al|en|con|el|la|los|las|por)(?![\p{L}])/u;

export type TasteOptions = {
  confidence?: number;
  /** The thing must be named with its article or be an infinitive: what follows is otherwise often an adjective or an idiom. */
  isNamed?: boolean;
  /** Most items of the list. */
  most?: number;
};

/** The likings or dislikings of the slot "list", none where it names nothing that lasts. */
export function likings(match: RuleMatch, isLiked: boolean, { confidence = 0.85, isNamed = false, most = 10 }: TasteOptions = {}): (Reading | null)[] {
  if (isPerson(match) || /\b(?:asi|mas|tanto|cuanto|como|unico|poco|cuando|donde|si)\s*$/u.test(match.before)) return [];
  const text = match.get('list').replace(/^al?\s+/iu, '').replace(/^(?:el hecho de|mucho|muchísimo|(?:el )?rollo de|todo lo que tenga que ver con)\s+/iu, '').replace(/^un[ao]? buen[ao]?s?\s+/iu, '').replace(/\s+(?:m[aá]s (?:de lo )?que|excepto|salvo|menos|quitando)\s.*$/iu, '');
  const folded = fold(text);
  const clause = folded.split(/\s*[,;.]|\s(?:y|pero|aunque|porque)\s/)[0]!;
  if (isNamed && !/^(?:(?:el|la|los|las)\s|\p{L}+[aei]r(?:me|se)?(?![\p{L}]))/u.test(folded)) return [];
  if ([folded, clause].some((start) => noThing.test(start) || ofThisTalk.test(start)) || toYou.test(clause) || /\b(?:hoy|ayer|anoche|contigo|(?<!(?:la|media|cada|buena) )manana)(?![\p{L}])/u.test(clause)) return [];
  const items = readItems(text, { until: /\spara (?:\p{L}+[aei]r(?:me|se)?|que|mi|no)(?![\p{L}])/u }).filter((item) => !noThing.test(fold(item)) && !ofThisTalk.test(fold(item)) && !somebody.test(fold(item)) && (isLiked || !ailment.test(fold(item)))).slice(0, most);
  const isDegree = /\btant[oa]s?\b/.test(match.sentence.folded.slice(match.before.length));
  return items.map((item, index) => {
    const whole = index === items.length - 1 && !isDegree ? withRelative(item, text) : item;
    const known = whole === null ? null : liking(whole, isLiked);
    // Of several at once none is the favourite.
    const read = known !== null && items.length > 1 && known.key.startsWith('favorite_') ? { ...known, key: 'likes' } : known;
    return read && { confidence, ...read };
  });
}

/** "la comida que hace mi suegra" is not "la comida". Null where it is one that was spoken of, or too long to keep. */
function withRelative(item: string, text: string): string | null {
  const rest = text.slice(text.indexOf(item) + item.length);
  const folded = fold(rest).trim();
  if (!/^que\s/.test(folded) || howMuch.test(folded)) return item;
  // "pensar que sí": a verb has a whole clause for its object.
  if (/\p{L}[aei]r$/u.test(fold(item))) return null;
  if (than.test(folded)) return item;
  if (oneOfMany.test(folded.split(/[,;.]/)[0]!)) return null;
  const relative = /^que(?: [^\s,;:.!?()]+){1,6}?(?=\s*$|[,;:.!?(]|\s(?:y|e|o|pero|aunque|porque|cuando|desde|si)\s)/u.exec(rest.trim())?.[0];
  return relative === undefined ? null : `${item} ${relative}`;
}

/** "amo a Leo Messi": the preposition marks a person, unless everybody knows the name for a team or a work. */
function isPerson(match: RuleMatch): boolean {
  const start = match.sentence.folded.indexOf(match.folded('list'), match.before.length);
  const said = match.sentence.folded.slice(match.before.length, start);
  const text = match.get('list');
  if (/^(?:me|a mi me)\s/u.test(said)) return /^a\s/iu.test(text);
  if (!/(?:^|\s)(?:amo|adoro|odio|detesto|soporto|aguanto|trago|tolero) (?:a )?(?:la |el )?$/u.test(said)) return false;
  const isMarked = /\sa (?:la |el )?$/u.test(said) || /^a\s/iu.test(text);
  return isMarked && /^(?:a\s+)?\p{Lu}/u.test(text) && !knownWorks.has(fold(readPhrase(text.replace(/^a\s+/iu, ''), { words: 4 }) ?? ''));
}

/** What was liked and is no more. */
export const endsLiking = (match: RuleMatch): (Reading | null)[] => likings(match, true).map((read) => read && { ...read, isEnded: true });
