// Words on health, religion, sex, money, law and politics, in Spanish and English: what the law of many countries calls special data, and what people keep to themselves.

/** How such words begin. */
const beginnings = [
  // Body and mind.
  'enferm', 'médic[oa]', 'hospital', 'diagn[oó]s', 'c[aá]ncer', 'tumor', 'depresi', 'depress', 'ansiedad', 'anxiety', 'terapi', 'therap', 'psic[oó]log', 'psiquiatr', 'psycholog', 'psychiatr', 'suicid', 'autolesi', 'bipolar', 'anor[ée]xi', 'bulimi',
  'diabet', 'embaraz', 'pregnan', 'abort', 'miscarr', 'alergi', 'al[eé]rgic', 'allerg', 'surger', 'surgical', 'antidepres', 'illness', 'disease', 'adicci', 'addict', 'alcoh[oó]lic', 'droga', 'coca[ií]na', 'autis', 'minusv', 'discapaci', 'disabilit', 'menstru', 'fertil', 'quimio', 'chemo',
  // Beliefs.
  'religi', 'cat[oó]lic', 'catholic', 'cristian[oa]', 'christian[is]', 'musulm', 'muslim', 'jud[ií][oa]s?', 'jewish', 'budis', 'buddhis', 'athei', 'sinagog', 'synagog',
  // Sex and whom one loves.
  'sexual', 'lesbian', 'bisexu', 'transg', 'transex', 'homosex', 'porno', 'infidelid',
  // Money.
  'salari', 'deud', 'hipotec', 'mortgag', 'bancarrot', 'bankrup', 'desahuci', 'evict',
  // Law.
  'polic[ií]a', 'abogad', 'lawyer', 'attorney', 'denunci', 'lawsuit', 'c[aá]rcel', 'arrest',
];
/** Those that must stand as they are: longer words that begin alike say something else. */
const whole = [
  'salud', 'health', 'doctora?', 'panic attacks?', 'ataques? de p[aá]nico', 'self-harm', 'vih', 'hiv', 'sida', 'aids', 'me operan', 'me operaron', 'sick', 'drugs?', 'rehab', 'tdah', 'adhd', 'pastillas?', 'pills?',
  'dios', 'god', 'iglesia', 'church', 'mezquita', 'mosque', 'ate[oa]', 'rez[oaé]', 'rezar', 'pray(?:ed|ing|s)?',
  'sexo?', 'gay', 'trans', 'virgen', 'infiel', 'me puso los cuernos', 'cheated on', 'affair', 'viol(?:ó|aron|aci[oó]n)', 'raped?', 'abus(?:e[ds]?|o|ó|aron|ada|ado)',
  'dinero', 'money', 'sueldo', 'salary', 'wages?', 'debts?', 'pr[eé]stamos?', 'loans?', 'ahorros', 'savings', 'ingresos', 'income', 'euros', 'd[oó]lares', 'dollars', 'impuestos', 'taxes', 'embargo',
  'police', 'juez', 'judge', 'juicio', 'trial', 'court', 'sued', 'prisi[oó]n', 'prison', 'jail', 'delitos?', 'crimes?', 'detuvieron', 'multas?', 'fined', 'custodia', 'custody', 'vot[eéo]', 'voted', 'partido pol[ií]tico', 'political party',
];
/** Turns of phrase in which those words mean nothing of the kind. */
const harmless = /(?:oh )?my god|thank god|dios m[ií]o|por dios|gracias a dios|a dios gracias|sin embargo|saludos?(?= )|enfermer[oa]s?|(?:tennis|basketball|food) court|trial (?:version|period)|sick of|versi[oó]n de prueba/giu;

const pattern = new RegExp(String.raw`(?<!\p{L})(?:(?:${beginnings.join('|')})|(?:${whole.join('|')})(?!\p{L}))`, 'iu');

/** Whether a text touches on any of these. */
export function isSensitive(text: string): boolean {
  return pattern.test(text.replace(harmless, ' '));
}
