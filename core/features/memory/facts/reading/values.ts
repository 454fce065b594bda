// Reads the values of slots: names, places, numbers, days and phrases.
import { foldInPlace } from './fold.ts';

const particles = new Set('de del la las los y van von der den di da do dos san santa el'.split(' '));
/** What may follow "soy", "I'm" or "se llama" with a capital and is no name. */
const notNames = new Set(
  `un una el la los las yo mi tu su muy mas de del asi tan bien mal no si ya que a an the so very not just in at from my your his her its their happy sad tired fine good sorry sure here back new really still going trying feeling ok okay hello hi hey hola gracias thanks me i it we you they dios god es is soy am tengo y and o or pero but lunes martes miercoles jueves viernes sabado domingo monday tuesday wednesday thursday friday saturday sunday enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre january february march april june july august september october november december hoy ayer manana today yesterday tomorrow navidad christmas i'm i'll i've i'd it's that's he's she's you're they're we're let's don't what's there's can't asian hispanic black white caucasian arab jewish gay bi lesbian trans straight queer single pregnant dead alive drunk bored hungry como igual parecido diferente otra otro nuestra nuestro cuando porque because when para por con with`.split(' '),
);

export type NameOptions = {
  /** Accept one word without a capital. */
  lowerCase?: boolean;
  /** Most words. */
  words?: number;
};

/** The proper name at the beginning of a text: capitalised words, particles between them. Null when there is none. */
export function readName(text: string, { lowerCase = false, words = 3 }: NameOptions = {}): string | null {
  const taken: string[] = [];
  let pending: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const bare = word.replace(/[^\p{L}\p{M}'’-]+$/u, '').replace(/['’]s$/, '');
    const folded = foldInPlace(bare);
    if (/^\p{Lu}/u.test(bare) && bare.length > 1 && !(notNames.has(folded) && !(taken.length > 0 && particles.has(folded)))) {
      taken.push(...pending, bare);
      pending = [];
      if (bare !== word || taken.length >= words) break;
    } else if (taken.length > 0 && particles.has(folded) && folded !== 'y' && bare === word) {
      pending.push(bare);
    } else break;
  }
  if (taken.length > 0) return taken.join(' ').length <= 60 ? taken.join(' ') : null;
  if (!lowerCase) return null;
  const first = /^[\p{L}\p{M}]{2,20}/u.exec(text.trim())?.[0] ?? '';
  return first === '' || notNames.has(foldInPlace(first)) || !/^[\p{L}]+$/u.test(first) ? null : first;
}

/** The names of a list: "Ana, Luis y Eva". Stops at what is no name. */
export function readNames(text: string, options: NameOptions = {}): string[] {
  const names: string[] = [];
  for (const part of text.split(/\s*(?:,\s*(?:y|e|and)?|\s(?:y|e|and|&)\s)\s*/)) {
    const stripped = part.trim().replace(/^(?:la|el|los|las)\s+/u, '');
    const name = readName(stripped, options);
    if (name === null) break;
    names.push(name);
    // "Ana, que tiene 8, y Luis": what follows a name inside its part ends the list.
    if (!/^[\s().!\d]*$/.test(stripped.slice(name.length))) {
      if (/^\s*\(?\d|^\s+de \d/.test(stripped.slice(name.length))) continue;
      break;
    }
  }
  return names;
}

const units: Readonly<Record<string, number>> = {
  cero: 0, un: 1, uno: 1, una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5, seis: 6, siete: 7, ocho: 8, nueve: 9, diez: 10, once: 11, doce: 12, trece: 13, catorce: 14, quince: 15, dieciseis: 16, diecisiete: 17, dieciocho: 18, diecinueve: 19,
  veinte: 20, veintiun: 21, veintiuno: 21, veintiuna: 21, veintidos: 22, veintitres: 23, veinticuatro: 24, veinticinco: 25, veintiseis: 26, veintisiete: 27, veintiocho: 28, veintinueve: 29, treinta: 30, cuarenta: 40, cincuenta: 50, sesenta: 60, setenta: 70, ochenta: 80, noventa: 90, cien: 100,
  zero: 0, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, hundred: 100,
};

/** Digits or words ("veintiocho", "treinta y dos", "twenty-eight"), 0 to 9999; null for anything else. @param folded lower case, no accents */
export function readNumber(folded: string): number | null {
  if (/^\d{1,4}$/.test(folded)) return Number(folded);
  let sum = 0;
  const words = folded.split(/[\s-]+/).filter((word) => word !== 'y' && word !== 'and' && word !== '');
  if (words.length === 0 || words.length > 2) return null;
  for (const word of words) {
    if (!Object.hasOwn(units, word)) return null;
    sum += units[word]!;
  }
  const [first] = words;
  return words.length === 2 && (units[first!]! < 20 || units[words[1]!]! > 9) ? null : sum;
}

const stopsEs = 'pero|aunque|porque|pq|xq|cuando|mientras|desde|donde|si|pues|sino|asi que|por lo que|con lo que|que|ya que|y|e|o sea|hace|ahora|hoy|ayer|ultimamente|actualmente|la verdad|jaja\\p{L}*|jeje\\p{L}*|xd|lol|como te|sobre todo|en general|a veces|de momento|por cierto|tambien|ademas|y eso|verdad|eh|gracias|entonces|todavia|siempre|solo';
const stopsEn = 'but|although|though|because|bc|cuz|cause|since|so|when|while|where|if|which|that|who|and|or so|now|today|yesterday|lately|currently|right now|these days|nowadays|haha\\p{L}*|lol|lmao|too|as well|also|then|especially|in general|sometimes|anymore|any more|at the moment|at the minute|btw|by the way|actually|honestly|though|tho|thanks|either|instead|ever since|for now|i|it|we|rn|irl|tbh|ngl|imo|imho|atm|fr|rly|whatsoever|no contest|hands down|at all';
const stopPattern = new RegExp(`\\s(?:${stopsEs}|${stopsEn})(?![\\p{L}'])|\\s[-–—]|["()\\[\\]🙄]|\\s?\\p{Extended_Pictographic}`, 'u');
const article = /^(?:(?:el|la|los|las|lo|un|una|unos|unas|the|an?|al|mi|mis|my|some)\s+)+/iu;

/** Without its article; "The Wire" and "El Quijote" keep theirs, which is part of the name. */
function withoutArticle(text: string): string {
  return /^(?:The|El|La|Los|Las|Un|Una|A)\s+\p{Lu}/u.test(text) ? text : text.replace(article, '');
}

export type PhraseOptions = {
  /** Further words that end the phrase, as a pattern over folded text. */
  until?: RegExp;
  /** Most words; a longer phrase is no phrase. */
  words?: number;
  /** Keep "and" and "y" inside. */
  keepsAnd?: boolean;
};

/** The phrase at the beginning of a text, up to where another clause begins; without its article. Null when nothing useful is left. */
export function readPhrase(text: string, { until, words = 8, keepsAnd = false }: PhraseOptions = {}): string | null {
  let phrase = text;
  const folded = ` ${foldInPlace(text)}`;
  let end = folded.length;
  for (const pattern of [stopPattern, ...(until ? [until] : [])]) {
    for (let from = 1; ;) {
      const at = folded.slice(from).search(pattern);
      if (at < 0) break;
      if (keepsAnd && /^\s(?:y|e|and)\s/.test(folded.slice(from + at))) { from += at + 2; continue; }
      end = Math.min(end, from + at);
      break;
    }
  }
  phrase = text.slice(0, end - 1).replace(/[\s.,;:!?…"'’)(]+$/u, '').trim();
  phrase = withoutArticle(phrase).trim();
  const count = phrase.split(/\s+/).length;
  return phrase.length >= 2 && phrase.length <= 80 && count <= words && /\p{L}/u.test(phrase) ? phrase : null;
}

/** Phrases of a list, "el café, el té y nadar"; each read alone. */
export function readPhrases(text: string, options: PhraseOptions = {}): string[] {
  const found: string[] = [];
  for (const part of text.split(/\s*,\s*(?:(?:y|e|o|and|or)\s+)?|\s+(?:y|e|o|u|ni|and|or|nor|&)\s+(?:a\s+(?=la|el|los))?/i)) {
    const phrase = readPhrase(part, options);
    if (phrase === null) break;
    found.push(phrase);
    if (readPhrase(part)!.length < part.trim().replace(article, '').replace(/[\s.,;:!?…]+$/u, '').length) break;
  }
  return found;
}

/** Month and day as "MM-DD", with the year before it where it was said; null for a day no calendar has. */
export function dayValue(day: number | null, month: number | null, year: number | null): string | null {
  if (day === null || month === null || day < 1 || month < 1 || month > 12 || day > new Date(Date.UTC(2024, month, 0)).getUTCDate()) return null;
  const text = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return year !== null && year >= 1900 && year <= 2100 ? `${year}-${text}` : text;
}
