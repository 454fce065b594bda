// Work and studies.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { readNumber, readPhrase } from '../../reading/values.ts';
import { fold, longestStart, workplace } from '../common.ts';
import { spanishProfessions } from '../vocabulary/professions.ts';

/** "profesora de matemáticas": what may follow an occupation and belongs to it. */
const speciality = /^\s*(?:de(?:l)?\s+(?!(?:una?|mi|la que|el que|lunes|noche|dia|madrid|barcelona)\b)(?:la\s+|los\s+|las\s+)?\p{L}+(?:\s+(?:y|e)\s+\p{L}+(?=\s*(?:[,.;!]|$)))?|en\s+paro|freelance|industrial|informatic[oa]|civil|mecanic[oa]|agronom[oa]|quimic[oa]|electronic[oa]|aeronautic[oa]|web|grafic[oa]|infantil|clinic[oa]|deportiv[oa]|fiscal|laboral|penalista|social|junior|senior|frontend|backend|jurad[oa]|forense|pediatric[oa]|autonom[oa]|jubilad[oa]|tecnic[oa]|tecnica|espacial|naval|telefonic[oa]|literari[oa]|teatral|judicial|municipal|nacional|local|comercial)(?![\p{L}])/u;

export function occupation(text: string): string | null {
  const lead = /^(?:(?:la|el|una?)\s+)?((?:jef[ea]|encargad[oa]|responsable|director[a]?|coordinador[a]?) de (?!mis?\b|m[ií]|tod[oa]s?\b|la casa\b|familia\b)\p{L}+(?: de \p{L}+)?)/iu.exec(text.trim())?.[1];
  if (lead !== undefined) return lead;
  const stripped = text.trim().replace(/^(?:una?|el|la)\s+/iu, '');
  const start = longestStart(fold(stripped), spanishProfessions);
  if (start === null) return null;
  const written = stripped.split(/\s+/).slice(0, start.split(' ').length).join(' ').replace(/[^\p{L}]+$/u, '');
  const rest = stripped.slice(written.length);
  // "enfermera de mi madre", "chófer de mis hijos", "un artista durmiendo": what one is at home, or a figure of speech.
  if (/^\s*(?:(?:oficial )?de (?:(?:la|el|los|las) (?:vida|casa|destino|pelicula|barrio|mundo|familia|cuadrilla|pandilla|grupo)|mis?|tus?|sus?|nuestr[oa]s?|tod[oa]s?|es[ae]|est[ae])(?![\p{L}])|\p{L}+(?:ando|iendo|yendo)(?![\p{L}]))/u.test(fold(rest))) return null;
  const more = speciality.exec(fold(rest))?.[0].length ?? 0;
  return `${written}${rest.slice(0, more)}`.trim();
}
const profession = (value: string | null, confidence?: number): Reading | null => (value === null ? null : { key: 'profession', value, ...(confidence === undefined ? {} : { confidence }) });
/** "enfermera en el Hospital La Fe". */
function placeOfWork(text: string, occupationSaid: string): Reading | null {
  const rest = text.slice(text.indexOf(occupationSaid) + occupationSaid.length);
  const [, preposition, place] = /^\s+(en|para)\s+(.+)$/iu.exec(rest) ?? [];
  return place === undefined ? null : workplace(place, preposition === 'en' ? 'in' : 'for');
}

export const spanishWork = [
  rule(['<yo>soy <words>', '<yo>sigo siendo <words>', '<yo>trabajo siendo <words>', '<yo>ejerzo (de|como) <words>', 'mi (profesion|trabajo|oficio) es [ser] [de] <words>', '<yo>llevo [ya] [casi] [mas de] [\\p{N}+] [\\p{L}+] (anos|meses|tiempo) (de|como|siendo) <words>', 'me (ascendieron|han ascendido|acaban de ascender|promovieron|han promovido|contrataron|han contratado|acaban de nombrar|nombraron|han nombrado|hicieron|han hecho) (a|de|como)? ?<words>', '(?:toda la vida|siempre|desde siempre) he sido <words>', '<yo>he sido (?:toda la vida|siempre) <words>', '<yo>trabaje toda la vida (de|como) <words>'], (match) => {
    if (/\b(?:quiero|gustaria|como si|cuando)\s*$/.test(match.before)) return null;
    const value = occupation(match.get('words').replace(/^(?:oficialmente|ya|ahora|por fin|técnicamente)\s+/iu, ''));
    return value === null ? null : [profession(value, 0.88), placeOfWork(match.get('words'), value)];
  }),
  rule(['<yo>(trabajo|trabajaba|curro|chambeo|laburo|trabaje|llevo trabajando|estoy trabajando|estuve trabajando|me gano la vida|he empezado a trabajar|empece a trabajar) [ahora] [actualmente] [\\p{N}+ anos] [desde hace \\p{N}+ anos] (de|como) <words>'], (match) => {
    const value = readPhrase(match.get('words').replace(/\s+(?:en|para|por|a)\s.*$/iu, ''), { words: 5 });
    if (value === null || /^(?:l[oa](?![\p{L}])|sol(?![\p{L}])|algo|incognito|gratis|mas|menos|cara|media|lunes|martes|noche|dia|manana|tarde|nueve|ocho|\d|loc[oa]|burr[oa]|mul[oa]|esclav[oa]|negr[oa]|todo|equipo|buen|mal|verdad|pie|forma|manera|casa|voluntari)/u.test(fold(value))) return null;
    const isPast = /(?:trabajaba|trabaje|estuve)\s/.test(match.sentence.folded.slice(match.before.length, match.before.length + 30));
    return { key: 'profession', value, confidence: 0.9, ...(isPast ? { isEnded: true } : {}) };
  }),
  rule(['<yo>(trabajo|curro|chambeo|laburo|estoy trabajando|sigo trabajando|llevo trabajando|llevo \\p{N}+ anos trabajando|llevo \\p{L}+ anos trabajando|llevo \\p{L}+ trabajando|empece a trabajar|he empezado a trabajar|acabo de empezar a trabajar|entre a trabajar|entre a currar|empece a currar|me contrataron|me han contratado|me cogieron|me han cogido|me ficharon|me han fichado|me dieron trabajo|me han dado trabajo|he entrado|entre a trabajar|doy clases|doy clase|doy clases de \\p{L}+) [ahora] [actualmente] [desde hace] [\\p{N}+] [\\p{L}+ anos] [de noche] [de dia] [por las noches] [a media jornada] (?<at>en|para) <words>'], (match) => (/\btrabajo$/.test(match.before.trim()) || /\b(?:mi|el|un|su|de|del|tu|mucho|nuevo)\s+$/.test(match.before) || (match.folded('at') === 'para' && /^\p{L}+[aei]r(?:me|lo|la|se)?(?![\p{L}])/u.test(match.folded('words'))) ? null : workplace(match.get('words'), match.folded('at') === 'en' ? 'in' : 'for')), { confidence: 0.88 }),
  // Without "yo" only at the head of a clause: "mi madre antes era azafata" is told of another.
  rule(['(?<=^\\W*|[,;:.!] |\\b(?:y|pero) )(antes|de joven|hace anos|hace tiempo) [yo] (era|fui) <words>', 'yo (era|fui) [antes] [de joven] <words>', '(?<=^\\W*|[,;:.!] |\\b(?:y|pero) )fui <words>'], (match) => {
    const value = /\b(?:otra vida|funcion|obra|carnaval|suenos?|fiesta|disfraz|pelicula|peli)\b/u.test(match.sentence.folded) ? null : occupation(match.get('words'));
    return value === null ? null : { key: 'profession', value, isEnded: true, confidence: 0.8 };
  }),
  rule(['<yo>(trabajo|curro|chambeo|laburo|entre a trabajar|empece a trabajar|empece) en [^,;:.!?]{3,40},? (de|como) <words>'], (match) => (match.polarity === 'none' ? profession(occupation(match.get('words')), 0.85) : null)),
  rule(['[antes] <yo>(trabajaba|curraba|estuve trabajando|trabaje) [antes] (?<at>en|para) <words>'], (match) => {
    const read = workplace(match.get('words'), match.folded('at') === 'en' ? 'in' : 'for');
    return read && { ...read, isEnded: true, confidence: 0.8 };
  }),
  rule(['<yo>(deje|he dejado|acabo de dejar) (mi trabajo|el trabajo|mi puesto|el curro) (en|de) <words>', '<yo>(me fui|me he ido|me despidieron|me echaron|me han echado|me han despedido) (de|del) [la] [el] [mi trabajo en] <words>', '<yo>(renuncie|he renunciado) (a|al|a mi trabajo en|a mi puesto en) <words>'], (match) => {
    const read = workplace(match.get('words'), 'for');
    return read === null || /^(?:trabajo|casa|fiesta|curro|viaje|vacaciones|clase|grupo|todo|aqui|alli|pais|ciudad|piso|bar|madre)/.test(fold(String(read.value))) ? null : { ...read, isEnded: true, confidence: 0.8 };
  }),
  rule(['<yo>me dedico (a la|al|a los|a las|a) <words>', '<yo>me he dedicado [siempre] (a la|al|a los|a las|a) <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 5 });
    return value === null || /^(?:ello|eso|esto|otra cosa|mirar|dormir|nada|no hacer|perder|sufrir|pensar|ver)/.test(fold(value)) ? null : profession(value, 0.85);
  }),
  rule(['<yo>(estudio|estoy estudiando|curso|estoy cursando|estoy haciendo|hago|empece|empece a estudiar|acabo de empezar|he empezado|estudie|he estudiado|estudiaba) [ahora] [el] [la] [un] [una] [primero de] [segundo de] [tercero de] [cuarto de] [ultimo ano de] [(\\d+)o? de] [carrera de] [grado (en|de)] [licenciatura (en|de)] <words>', '<yo>soy estudiante de <words>', 'mi carrera es <words>', '<yo>(me gradue|soy graduado|soy graduada|me licencie|soy licenciado|soy licenciada|me titule) (en|de) <words>', '<yo>(estoy en) (primero|segundo|tercero|cuarto|quinto|ultimo ano|\\p{L}+ ano) de <words>', '<yo>(curso|hago|estudio|estoy haciendo) (un|el) (master|doctorado|grado|posgrado|ciclo|curso|modulo|fp) [online] [oficial] [universitario] [a distancia] [superior] [medio] (en|de|sobre) <words>'], (match) => {
    const verb = match.sentence.folded.slice(match.before.length);
    const value = readPhrase(match.get('words').replace(/\s+(?:en (?:la|el|una?) .*|en \p{Lu}.*|por las .*|a distancia.*|online.*|para .*|con .*|por .*)$/u, ''), { words: 5 });
    if (value === null || /^(?:master|doctorado|grado|posgrado|ciclo|curso|modulo|fp|carrera)$/.test(fold(value))) return null;
    const folded = fold(value);
    const isPast = /^(?:antes )?(?:yo )?(?:estudie|estudiaba|he estudiado|me gradue|me licencie|me titule)/.test(verb);
    if (/^(?:hago|empece|acabo de empezar|he empezado|curso|estoy haciendo)/.test(verb) && !/\b(?:carrera|grado|licenciatura|master|doctorado|posgrado|ciclo|fp|modulo|curso)\b/.test(verb) && !studyFields.test(folded)) return null;
    if (notStudies.test(folded) || /^(?:en|por|para|con|desde|mucho|todo|a|toda|poco|hasta|como|cada|mas|juntos|bien|mejor)(?![\p{L}])/u.test(folded)) return null;
    if (/^(?:antes )?(?:yo )?(?:estudie|estudiaba|he estudiado)/.test(verb)) return { key: 'studies', value, isEnded: true, confidence: 0.75 };
    return { key: 'studies', value: value.replace(/^(?:carrera|grado|licenciatura|máster|master|doctorado) (?:de|en) /iu, ''), confidence: isPast ? 0.75 : 0.85 };
  }),
  rule(['<yo>(estudio|estudie|estudiaba|voy|estoy|curso) [\\p{L}+] [\\p{L}+] en (la (universidad|uni|uned|uoc|unam|uba|upm|ucm|complutense|autonoma|escuela|facultad)|el (instituto|colegio|tec|conservatorio|politecnico|cole)) <name>', '<yo>(voy|asisto) (a la|al) (universidad|uni|instituto|colegio|escuela) (de|del)? ?<name>', 'mi (universidad|uni|instituto|colegio|escuela) (es|se llama) <words>'], (match) => {
    const text = match.sentence.text.slice(match.before.length);
    const school = /(?:(?:la|el|al)\s+)?((?:universidad|uni|instituto|colegio|escuela|facultad|conservatorio)\s+(?:(?:de|del|de la|Nacional|Autónoma|Politécnica|Complutense)\s+)*\p{Lu}[\p{L}'-]*(?:\s+(?:de|del|la|y)?\s*\p{Lu}[\p{L}'-]*)*)/iu.exec(text)?.[1];
    return school === undefined ? null : { key: 'school', value: school, confidence: 0.75 };
  }),
  rule(['<yo>(estudio|estudie|estudiaba|voy|curso) [\\p{L}+] [\\p{L}+] (en|a) la (?<word>uned|uoc|unam|uba|upm|ucm|upv|uab|ub|complutense|autonoma|politecnica|carlos iii|pompeu fabra)'], (match) => ({ key: 'school', value: match.get('word') })),
  rule(['<yo>(estoy|sigo|me quede|me he quedado|llevo \\p{L}+ \\p{L}+) (?<status>en paro|en el paro|sin trabajo|sin chamba|sin curro|sin laburo|sin pega|sin empleo|desempleado|desempleada|parado|parada|jubilado|jubilada|de baja|en erte|prejubilado|prejubilada|opositando|retirado|retirada)', '<yo>soy (?<status>autonomo|autonoma|freelance|jubilado|jubilada|pensionista|funcionario interino|becario|becaria|ama de casa|amo de casa|opositor|opositora|estudiante|freelancer)', '<yo>fui [^,;.!?]{3,40}?, [pero] [ahora] ya [estoy] (?<status>jubilado|jubilada|retirado|retirada)', '<yo>(?<status>me jubile|me acabo de jubilar|acabo de jubilarme|me he jubilado|me prejubile|oposito)', '<yo>(estoy) (buscando|?)? ?(?<status>buscando (trabajo|empleo|curro|chamba|pega))', '<yo>(?<status>busco (trabajo|empleo|curro))', '<yo>trabajo (?<status>media jornada|a tiempo parcial|a jornada completa|por cuenta propia|por mi cuenta)'].map((text) => text.replace('(buscando|?)? ?', '')), (match) => {
    const status = match.folded('status');
    if (/^(?:funcionari|ama de|amo de|becari)/.test(status)) return null;
    return { key: 'job_status', value: /jubil/.test(status) && /^(?:me|acabo)/.test(status) ? 'jubilado' : match.get('status'), confidence: 0.85 };
  }),
  rule(['<yo>tengo [mas de] [casi] [unos] <n> anos de experiencia', '<yo>llevo [ya] [mas de] [casi] [unos] <n> anos (trabajando|de experiencia|ejerciendo|en el sector|de profesora|de profesor|de enfermera|de \\p{L}+|como \\p{L}+)', '<yo>llevo (trabajando|ejerciendo) [de \\p{L}+] [en \\p{L}+] <n> anos', 'hace <n> anos que trabajo'], (match) => {
    const years = readNumber(match.folded('n'));
    if (/\bde (?:casad|novi|relacion|pareja|viaje|terapia|vida|matrimonio|vuelta|baja)/.test(match.sentence.folded.slice(match.before.length))) return null;
    return years === null || years > 70 ? null : { key: 'years_of_experience', value: years };
  }),
  rule(['<yo>(trabajo|curro|laburo|chambeo) en <name>,? en (el|la) (area|departamento|seccion|division) de <words>'], (match) => {
    const place = /^\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)*/u.exec(match.get('name'))?.[0];
    const field = readPhrase(match.get('words'), { words: 4 });
    return match.polarity !== 'none' || /\b(?:mi|el|un|su|del|tu)\s+$/.test(match.before) ? null : [place === undefined ? null : { key: 'employer', value: place }, profession(field)];
  }),
  rule(['<yo>(llevo|regento|regenteo|dirijo) [ahora] (un|una|mi) (?<words>(?:libreria|tienda|bar|cafeteria|restaurante|panaderia|peluqueria|taller|academia|hotel|hostal|ferreteria|floristeria|papeleria|kiosco|quiosco|farmacia|clinica|guarderia)(?: de \\p{L}+)?)'], (match) => (match.polarity === 'none' ? profession(match.get('words'), 0.75) : null)),
];

const studyFields = /^(?:(?:1o|2o|primero|segundo|tercero) de )?(?:derecho|medicina|enfermeria|psicologia|biologia|quimica|fisica|matematicas|historia|filosofia|filologia|arquitectura|ingenieria|informatica|economia|ade|empresariales|magisterio|educacion|periodismo|comunicacion|veterinaria|farmacia|odontologia|fisioterapia|bellas artes|diseno|traduccion|turismo|trabajo social|sociologia|antropologia|ciencias|telecomunicaciones|bachillerato|bachiller|la eso|eso|secundaria|prepa|fp|marketing|musica|teatro|cine|cocina|nutricion|geologia|geografia|astronomia|estadistica|contabilidad|administracion|pedagogia|logopedia|relaciones internacionales|ciencias politicas|letras|contaduria|gastronomia|danza|moda|fotografia|electronica|mecanica|mecatronica|robotica|agronomia|criminologia|biotecnologia|bioquimica)(?![\p{L}])/u;
const notStudies = /^(?:no|pq|que|serio|tenia|muy|de|sobre|para|todos|juntos|mucho|poco|toda|todo|la posibilidad|un examen|examenes|este|esta|esto|eso|hoy|oposiciones? de|el tema|idiomas nuevos|fuera|casa|cosas|el menu|la situacion|ahora|dos horas|tres horas|\d+ horas|musica en casa)/;
