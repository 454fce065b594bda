// Words that tell which of the nine categories a message belongs to, in Spanish and English.
import type { Fact } from '../../../contract/entities.ts';

type Category = Fact['category'];

/** In order: of equally many words the category named first wins. Each entry is a pattern of a whole word or phrase. */
const words: readonly (readonly [Category, readonly string[]])[] = [
  ['health', [
    'enferm\\p{L}*', 'm[ée]dic[oa]s?', 'doctora?s?', 'hospital(?:es)?', 'cl[ií]nica', 'diagn[oó]s\\p{L}*', 'diabet\\p{L}*', 'al[eé]rgi\\p{L}*', 'ansiedad', 'depresi[oó]n', 'dolor(?:es)?', 'me duelen?', 'fiebre', 'gripe', 'catarro', 'pastillas?', 'medicaci[oó]n', 'medicamentos?', 'terapia', 'psic[oó]log[oa]', 'dieta', 'insomnio', 'dormir', 'duermo', 'operaci[oó]n', 'me oper\\p{L}*', 'salud', 'migra[ñn]as?', 'lesi[oó]n', 'cansad[oa]', 'agotad[oa]',
    'ill', 'illness', 'sick', 'disease', 'doctors?', 'diagnos\\p{L}*', 'allerg\\p{L}*', 'anxiety', 'depress\\p{L}*', 'pain', 'hurts?', 'fever', 'flu', 'pills?', 'medicine', 'medication', 'therap\\p{L}*', 'diet', 'insomnia', 'sleep(?:ing)?', 'surgery', 'health', 'headaches?', 'migraines?', 'injur\\p{L}*', 'exhausted', 'asthma', 'asma',
  ]],
  ['relationships', [
    'mi (?:padre|madre|hermanos?|hermanas?|hij[oa]s?|abuel[oa]s?|t[ií][oa]s?|prim[oa]s?|sobrin[oa]s?|novi[oa]|marido|mujer|espos[oa]|pareja|ex|suegr[oa]|cu[ñn]ad[oa]|amig[oa]|mejor amig[oa]|perr[oa]|perrit[oa]|gat[oa]|gatit[oa]|mascota|pap[aá]|mam[aá]|beb[eé])', 'mis (?:padres|hijos|hijas|abuelos|hermanos|amigos|amigas|suegros|perros|gatos|pap[aá]s)', 'familia', 'divorci\\p{L}*', 'nos casamos', 'boda', 'romp(?:imos|[ií] con)', 'me dej[oó]', 'discut[ií] con', 'casad[oa]', 'solter[oa]', 'viud[oa]',
    'my (?:father|mother|dad|mom|mum|brothers?|sisters?|sons?|daughters?|kids?|children|grand\\p{L}+|grandma|grandpa|uncle|aunt|cousins?|nephew|niece|boyfriend|girlfriend|husband|wife|partner|ex|in-laws|best friend|friends?|fianc[eé]e?|dogs?|cats?|pupp\\p{L}+|kitten|pets?|parents|family|baby)', 'married', 'divorced?', 'wedding', 'broke up', 'breakup', 'engaged', 'widow(?:er)?',
  ]],
  ['work', [
    'trabaj\\p{L}*', 'empleo', 'jef[ea]', 'oficina', 'empresa', 'reuni[oó]n', 'sueldo', 'ascen\\p{L}+', 'despid\\p{L}+', 'despedid[oa]', 'entrevista', 'cliente', 'compa[ñn]er[oa]s? de trabajo', 'universidad', 'carrera', 'estudio', 'estudi[oa]s?', 'ex[aá]men(?:es)?', 'examen', 'm[aá]ster', 'tesis', 'proyecto', 'plazo', 'paro', 'jubil\\p{L}+', 'instituto', 'colegio', 'clases?',
    'work(?:s|ed|ing)?', 'jobs?', 'boss', 'office', 'company', 'meeting', 'salary', 'promot\\p{L}+', 'fired', 'laid off', 'interview', 'client', 'coworkers?', 'colleagues?', 'university', 'college', 'degree', 'stud(?:y|ies|ying|ied|ent)', 'exams?', 'thesis', 'project', 'deadline', 'career', 'retired', 'school', 'class(?:es)?', 'unemployed', 'homework',
  ]],
  ['goals', [
    'quiero (?:aprender|llegar|conseguir|dejar|empezar|ser|correr|escribir|ahorrar|adelgazar|montar|abrir|mejorar|viajar|comprar)', 'mi (?:meta|objetivo|sue[ñn]o|prop[oó]sito)', 'me gustar[ií]a (?:aprender|ser|conseguir|llegar|escribir|poder)', 'sue[ñn]o con', 'me he propuesto', 'objetivos?', 'metas?', 'alg[uú]n d[ií]a', 'aspiro', 'espero (?:poder|conseguir|lograr)',
    'i (?:want|hope|plan|intend|aim|would love|dream) (?:to|of)', "i['’]d (?:love|like) to", 'my (?:goal|dream|aim|ambition|resolution)', 'goals?', 'someday', 'one day i', 'trying to (?:learn|quit|lose|save|get|become)', 'saving (?:up )?for', 'bucket list',
  ]],
  ['hobbies', [
    'toco (?:la|el)', 'guitarra', 'piano', 'pint(?:o|ar|ura)', 'dibuj\\p{L}+', 'le(?:o|er|yendo)', 'correr', 'nad(?:o|ar)', 'senderismo', 'escal(?:o|ar|ada)', 'f[uú]tbol', 'baloncesto', 'tenis', 'p[aá]del', 'ajedrez', 'videojuegos?', 'fotograf[ií]a', 'jard[ií]n\\p{L}*', 'cocin(?:o|ar)', 'pesca', 'bail(?:o|ar)', 'coleccion\\p{L}+', 'punto de cruz', 'yoga', 'gimnasio', 'bici(?:cleta)?', 'afici[oó]n', 'hobby', 'hobbies', 'tiempo libre', 'jugar',
    'play(?:s|ed|ing)? (?:the )?(?:guitar|piano|violin|drums|chess|football|soccer|tennis|basketball|video games?|games?)', 'guitar', 'paint(?:ing)?', 'drawing', 'reading', 'running', 'swim(?:ming)?', 'hik(?:e|ing)', 'climb(?:ing)?', 'chess', 'gaming', 'video games?', 'photography', 'gardening', 'cook(?:ing)?', 'bak(?:e|ing)', 'fishing', 'danc(?:e|ing)', 'collect(?:ing)?', 'knit(?:ting)?', 'gym', 'cycling', 'biking', 'in my (?:free|spare) time',
  ]],
  ['preferences', [
    'me (?:gustan?|encantan?|chiflan?|fascinan?|flipan?)', 'no me gustan?', 'no soporto', 'prefiero', 'favorit[oa]s?', 'odio', 'detesto', 'adoro', 'mi pref\\p{L}+', 'preferid[oa]s?',
    'i (?:really )?(?:like|love|adore|enjoy|prefer|hate|dislike)', "i (?:can['’]t stand|don['’]t like)", 'favou?rites?', 'my fave', "i['’]m (?:a fan of|into)", 'rather than',
  ]],
  ['events', [
    'ayer', 'anoche', 'ma[ñn]ana (?:voy|tengo|vamos|es)', 'la semana que viene', 'el (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)', 'este fin de semana', 'vacaciones', 'viaj(?:e|o|amos|amos)', 'concierto', 'fiesta', 'cumplea[ñn]os', 'mudanza', 'me mud\\p{L}+', 'accidente', 'muri[oó]', 'falleci[oó]', 'naci[oó]', 'se cas[oó]', 'aniversario', 'funeral', 'entierro',
    'yesterday', 'last (?:night|week|weekend|month)', 'tomorrow', 'next (?:week|month|weekend|monday|tuesday|wednesday|thursday|friday|saturday|sunday)', 'this weekend', 'vacation', 'holidays?', 'trip', 'concert', 'party', 'birthday', 'moved (?:to|out|in)', 'accident', 'died', 'passed away', 'was born', 'got married', 'anniversary', 'funeral',
  ]],
  ['personal_info', [
    'me llamo', 'mi nombre', 'tengo \\d+ a[ñn]os', 'nac[ií] en', 'vivo en', 'soy de', 'mi apellido', 'mi direcci[oó]n', 'mi tel[eé]fono', 'mi edad', 'cumplo \\d+', 'mido', 'mi signo', 'soy (?:espa[ñn]ol|mexican|argentin|colombian|chilen|peruan|vegetarian|vegan)\\p{L}*',
    'my name is', 'call me', "i['’]m \\d+(?: years old)?", 'i am \\d+', 'i was born', 'i live in', "i['’]m from", 'i am from', 'my (?:address|phone|surname|last name|age|birthday)', 'years old',
  ]],
];

const patterns = words.map(([category, list]) => [category, new RegExp(String.raw`(?<!\p{L})(?:${list.join('|')})(?!\p{L})`, 'giu')] as const);

/** How many telling words of each category a text has; only categories that have any, most first. */
export function categoryWords(text: string): { category: Category; count: number }[] {
  return patterns.map(([category, pattern]) => ({ category, count: new Set([...text.matchAll(pattern)].map((match) => match[0].toLowerCase())).size }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}
