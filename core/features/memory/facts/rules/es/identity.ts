// Who somebody is: name, age, birthday, origin, languages, height, faith.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { dayValue, readName, readNumber } from '../../reading/values.ts';
import { fold, longestStart, properName, relativeBirthday } from '../common.ts';
import { feminineNames, masculineNames } from '../vocabulary/first-names.ts';
import { doubtfulSigns, languages, spanishNationalities, spanishReligions, zodiacSigns } from '../vocabulary/people.ts';
import { countries, isKnownPlace } from '../vocabulary/places.ts';
import { spanishProfessions } from '../vocabulary/professions.ts';

export const spanishMonths = 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const month = '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)';
const monthNumber = (text: string): number | null => spanishMonths.indexOf(text === 'setiembre' ? 'septiembre' : text) + 1 || null;
const slots = { month, year: String.raw`(?:19|20)\d\d`, short: String.raw`\d\d`, day: String.raw`\d{1,2}|primero|uno` };

const reading = (key: string, value: Reading['value'] | null, confidence?: number): Reading | null => (value === null ? null : { key, value, ...(confidence === undefined ? {} : { confidence }) });
const ageOf = (text: string): number | null => {
  const age = readNumber(text);
  return age !== null && age >= 3 && age < 120 ? age : null;
};

function selfNamed(text: string, hasCapitals: boolean): string | null {
  const name = readName(text, { words: 3 });
  if (name !== null) {
    const folded = fold(name);
    const first = folded.split(' ')[0]!;
    return spanishNationalities.has(folded) || spanishProfessions.has(first) || spanishReligions.has(folded) || zodiacSigns.has(folded) || isKnownPlace(folded) ? null : name;
  }
  const first = fold(text.trim().split(/\s+/)[0] ?? '').replace(/[^\p{L}]+$/u, '');
  return !hasCapitals && (feminineNames.has(first) || masculineNames.has(first)) ? text.trim().split(/[\s,.]+/)[0]! : null;
}

const birthday = (day: string, monthName: string, year: string): string | null => dayValue(/^\d+$/.test(day) ? Number(day) : 1, monthNumber(monthName), year === '' ? null : Number(year));

export const spanishIdentity = [
  rule(['(hoy|ayer|anteayer|manana|pasado manana) (es|fue|era|sera) mi (cumple|cumpleanos)', '(es|fue|era|sera) (hoy|ayer|anteayer|manana|pasado manana|el \\p{L}+) mi (cumple|cumpleanos)', 'mi (cumple|cumpleanos) (es|fue|era|sera) (hoy|ayer|anteayer|manana|pasado manana|el (lunes|martes|miercoles|jueves|viernes|sabado|domingo))', 'hoy cumplo anos', '(ayer|anteayer) cumpli anos'], relativeBirthday),
  rule(['no me llamo \\p{L}+,? (?:sino|me llamo) <name>'], (match) => reading('name', readName(match.get('name'))), { confidence: 0.95 }),
  rule(['<yo>me llamo <name>', 'mi nombre [completo] es <name>', 'mi nombre de pila es <name>'], (match) => reading('name', properName(match.get('name'), match)), { confidence: 0.95 }),
  rule(['(puedes|podeis|pueden) llamarme <name>', 'llamame <name>'], (match) => reading('name', readName(match.get('name'))), { confidence: 0.75 }),
  rule(['<yo>soy <name>', 'aqui <name>', 'te saluda <name>', 'te habla <name>'], (match) => {
    if (!/^\W*(?:(?:hola+|buenas|buenos dias|buenas tardes|buenas noches|hey|ey|que tal|encantad[oa]|mucho gusto|un placer|oye|bueno|pues|si|ok|vale|holi|saludos|por cierto|en realidad|la verdad|te (?:cuento|explico|digo|pongo al dia)|me presento|a ver|mira|pues nada)[\s,!¡.:]*){0,4}(?:y\s+)?$/u.test(match.before)) return null;
    if (/^\s*(?:de|del|el|la)\s/u.test(match.after)) return null;
    return reading('name', selfNamed(match.get('name'), match.hasCapitals));
  }, { confidence: 0.85 }),
  rule(['[todos] [todo el mundo] [mis amigos] [mis amigas] [en casa] [en el trabajo] [la gente] [mi familia] me (dicen|dice|llaman|llama|conocen como|apodan) <name>', 'mi apodo es <name>', 'mi mote es <name>'], (match) => {
    if (/\b(?:cuando|si|no)\s*$/.test(match.before) || /^me (?:dice|llama) /.test(match.sentence.folded.slice(match.before.length))) return null;
    return reading('nickname', readName(match.get('name').replace(/^(?:el|la)\s+/i, ''), { words: 2 }), 0.85);
  }),
  rule(['mi apellido es <name>', '<yo>me apellido <name>', 'mis apellidos son <name>'], (match) => reading('last_name', readName(match.get('name')))),
  rule(['<yo>tengo <n> (anos|anitos|tacos|primaveras)', '<yo>he cumplido [los] <n>', '<yo>acabo de cumplir [los] <n>', '<yo>cumpli [los] <n>', 'hoy cumplo [los] <n>', 'mi edad es <n>', 'tengo <n> anos de edad', 'con mis <n> anos', 'a mis <n> anos', '<yo>tengo [ya] los <n>', 'me cayeron los <n>'], (match) => {
    if (/^\s*(?:de (?!edad)|trabajando|viviendo|en |con |sin |como|estudiando|saliendo|cotizados|siendo|haciendo|tocando|conduciendo|al |por )/u.test(match.after) || /^\s*(?:mes|semana|dia|minuto|hora|euro|peso|%)/u.test(match.after)) return null;
    return reading('age', ageOf(match.folded('n')), 0.95);
  }),
  rule(['<yo>tengo <n>'], (match) => {
    const age = ageOf(match.folded('n'));
    return /^\s*(?:[,.;!…]|$|y (?:soy|vivo|trabajo|me|estudio|mi)\b)/u.test(match.after) && age !== null && age >= 12 ? { key: 'age', value: age, confidence: 0.8 } : null;
  }),
  rule(['mi (cumpleanos|cumple) (es|cae) [siempre] [el] [dia] <day> de <month>', '<yo>cumplo [anos] [los anos] el [dia] <day> de <month>', '<yo>naci [en \\p{L}+] [un] [el] [dia] <day> de <month>', 'mi fecha de nacimiento es [el] <day> de <month>', 'el <day> de <month> (es mi cumple|es mi cumpleanos|cumplo)'], (match) => {
    const year = /^\s*(?:de|del|,)\s*((?:19|20)\d\d)\b/u.exec(match.after)?.[1] ?? '';
    return reading('birthday', birthday(match.folded('day'), match.folded('month'), year), 0.95);
  }, { words: slots }),
  rule(['<yo>naci el <day>/<mm>', 'mi (cumpleanos|cumple) es el <day>/<mm>', 'mi fecha de nacimiento es [el] <day>/<mm>'], (match) => {
    const year = /^\/((?:19|20)\d\d)\b/u.exec(match.after)?.[1];
    return reading('birthday', dayValue(Number(match.get('day')), Number(match.get('mm')), year === undefined ? null : Number(year)));
  }, { words: { ...slots, mm: String.raw`\d{1,2}` } }),
  rule(['<yo>naci en [el] [ano] [\\p{L}+ en] <year>', '<yo>soy (del|de|de la quinta del) [ano] <year>', 'soy (nacido|nacida) en <year>'], (match) => reading('birth_year', Number(match.get('year'))), { words: slots }),
  rule(['<yo>soy del <short>', '<yo>naci en el <short>'], (match) => (/^\s*(?:[,.;!]|$|y\b)/u.test(match.after) ? reading('birth_year', Number(match.get('short')) + (Number(match.get('short')) > 25 ? 1900 : 2000), 0.7) : null), { words: slots }),
  rule(['<yo>naci y (creci|me crie) en <name>', '<yo>naci en <name>', 'naci (?:el|hace|un|en \\p{N}+) ?(?:\\p{L}|\\p{N}| ){0,35}? en <name>', '<yo>soy (nacido|nacida) y (criado|criada) en <name>', '<yo>soy (nacido|nacida|natural|originario|originaria|oriundo|oriunda) (en|de) <name>', '<yo>soy de <name>', '<yo>soy de (un|una) (?:\\p{L}+ )?(pueblo|pueblito|aldea|barrio|ciudad|isla) (?:\\p{L}+ )?(de|en|cerca de) <name>', '<yo>vengo de <name>', '<yo>(me crie|creci|me he criado) en <name>'], (match) => {
    const name = readName(match.get('name'), { words: 4 });
    const lower = longestStart(match.folded('name'), new Set([match.folded('name').split(' ').slice(0, 2).join(' '), match.folded('name').split(' ')[0]!].filter(isKnownPlace)));
    if (/^(?:soy|yo soy|vengo)/.test(match.sentence.folded.slice(match.before.length).trim()) && /^(?:leo|libra|aries|virgo)$/.test(fold(name ?? ''))) return null;
    return name !== null ? { key: 'birthplace', value: name } : lower !== null ? { key: 'birthplace', value: match.get('name').slice(0, lower.length) } : null;
  }),
  rule(['<yo>soy <words>', '<yo>soy (medio|mitad) <words>'], (match) => {
    const folded = match.folded('words');
    const start = longestStart(folded.replace(/^(?:un|una|muy|medio|mitad)\s+/, ''), spanishNationalities);
    const rest = folded.replace(/^(?:un|una|muy|medio|mitad)\s+/, '').slice(start?.length ?? 0);
    if (start === null || /^\s*(?:\p{L}+[ao]s?\b)/u.test(rest) && !/^\s*(?:y|e|pero|de|en|con|aunque|que|por|desde)\b/u.test(rest)) return null;
    return { key: 'nationality', value: match.get('words').split(/[\s,]+/).find((word) => fold(word).startsWith(start.split(' ')[0]!)) ?? start };
  }),
  rule(['mi (nacionalidad) es <word>', '<yo>tengo [la] nacionalidad <word>'], (match) => reading('nationality', match.get('word'))),
  rule(['<yo>hablo <list>', '<yo>se hablar <list>', 'mi (lengua materna|idioma materno|lengua nativa|primer idioma) es <list>', 'mis idiomas son <list>', '<yo>domino <list>', '<yo>soy bilingue [en] [de] <list>', '<yo>chapurreo <list>'], (match) => {
    if (match.polarity === 'no') return null;
    return [...new Set(match.folded('list').split(/[^\p{L}]+/u))].slice(0, 25).filter((word) => languages.has(word)).filter((word) => !new RegExp(`\\b(?:no|ni|nada de|aprender|profesor|peliculas?)\\s+(?:\\p{L}+\\s+)?${word}`, 'u').test(match.folded('list')))
      .map((word) => ({ key: 'language', value: word === 'ingles' ? 'inglés' : wordAsWritten(match.get('list'), word) }));
  }),
  rule(['<yo>mido [como] [casi] <m>(?:\\.|,|m ?| metros? y? ?| con )<cm>', '<yo>mido [un metro] <m> <cm>'], (match) => {
    const cm = Number(readNumber(match.folded('cm')) ?? Number.NaN) * (/^\d$/.test(match.folded('cm')) ? 10 : 1);
    const height = (readNumber(match.folded('m')) ?? 0) * 100 + cm;
    return height >= 100 && height <= 230 ? { key: 'height_cm', value: height } : null;
  }, { words: { m: '1|2|uno|un metro|dos', cm: String.raw`\d{1,2}|\p{L}+(?: y \p{L}+)?` } }),
  rule(['<yo>mido <n> [centimetros]', '<yo>mido <n> cm', 'mi (estatura|altura) es [de] <n>'], (match) => {
    const height = readNumber(match.folded('n'));
    return height !== null && height >= 100 && height <= 230 ? { key: 'height_cm', value: height } : null;
  }),
  rule(['<yo>soy <words>', 'mi religion es [el] [la] <words>', '<yo>(me considero|me declaro) <words>'], (match) => {
    const start = longestStart(match.folded('words').replace(/^(?:un|una|muy)\s+/, ''), spanishReligions);
    return start === null ? null : { key: 'religion', value: wordAsWritten(match.get('words'), start) };
  }),
  rule(['mi (signo|signo zodiacal|signo del zodiaco) es <word>', 'de signo <yo>soy <word>', '<yo>soy [del signo] [signo] <word> de signo', '<yo>soy [del signo] <word>'], (match) => {
    const word = match.folded('word');
    if (!zodiacSigns.has(word) || (doubtfulSigns.has(word) && !/signo|zodia|ascendente|horoscopo/.test(match.sentence.folded))) return null;
    return { key: 'zodiac_sign', value: match.get('word') };
  }),
];

/** A folded piece as the writer spelt it. */
export function wordAsWritten(text: string, folded: string): string {
  const at = fold(text).indexOf(folded);
  return at < 0 ? folded : text.slice(at, at + folded.length);
}

/** A home: capitalised, or a place everyone knows. */
export function placeName(text: string): string | null {
  const name = readName(text, { words: 4 });
  if (name !== null) return name;
  const folded = fold(text);
  const words = folded.split(/\s+/).map((word) => word.replace(/[^\p{L}]+$/u, ''));
  for (let count = Math.min(4, words.length); count > 0; count -= 1) {
    const start = words.slice(0, count).join(' ');
    if (isKnownPlace(start) || countries.has(start)) return text.trim().split(/\s+/).slice(0, count).join(' ').replace(/[^\p{L}]+$/u, '');
  }
  return null;
}
