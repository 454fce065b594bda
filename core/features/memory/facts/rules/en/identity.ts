// Who somebody is: name, age, birthday, origin, languages, height, faith.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { dayValue, readName, readNumber } from '../../reading/values.ts';
import { fold, longestStart, properName, relativeBirthday } from '../common.ts';
import { feminineNames, masculineNames } from '../vocabulary/first-names.ts';
import { doubtfulSigns, englishNationalities, englishReligions, languages, zodiacSigns } from '../vocabulary/people.ts';
import { isKnownPlace } from '../vocabulary/places.ts';
import { englishProfessions } from '../vocabulary/professions.ts';

const months = 'january february march april may june july august september october november december'.split(' ');
const slots = { month: `${months.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec`, year: String.raw`(?:19|20)\d\d`, day: String.raw`\d{1,2}` };
const monthNumber = (text: string): number | null => months.findIndex((month) => month.startsWith(text.slice(0, 3))) + 1 || null;
const reading = (key: string, value: Reading['value'] | null, confidence?: number): Reading | null => (value === null ? null : { key, value, ...(confidence === undefined ? {} : { confidence }) });
const ageOf = (text: string): number | null => {
  const age = readNumber(text);
  return age !== null && age >= 3 && age < 120 ? age : null;
};
const yearAfter = (after: string): number | null => Number(/^(?:st|nd|rd|th)?\s*(?:,|of)?\s*((?:19|20)\d\d)\b/u.exec(after)?.[1] ?? Number.NaN) || null;

function selfNamed(text: string, hasCapitals: boolean): string | null {
  const name = readName(text, { words: 3 });
  if (name !== null) {
    const folded = fold(name);
    return englishNationalities.has(folded) || englishNationalities.has(folded.split(' ')[0]!) || englishProfessions.has(folded) || englishReligions.has(folded) || zodiacSigns.has(folded) || isKnownPlace(folded) ? null : name;
  }
  const first = fold(text.trim().split(/\s+/)[0] ?? '').replace(/[^\p{L}]+$/u, '');
  return !hasCapitals && (feminineNames.has(first) || masculineNames.has(first)) ? text.trim().split(/[\s,.]+/)[0]! : null;
}

/** What may follow a name in "I'm Ana ...". */
const endsName = /^\s*(?:[,.!;:)(–—-]|$|and\b|but\b|\d|from\b|btw|by the way|nice\b|lol|haha|here\b|in case|your\b|the new\b|a \p{L}+|an \p{L}+|\p{Extended_Pictographic})/u;

/** A home: capitalised, or a place everyone knows. */
export function placeName(text: string): string | null {
  const stripped = text.trim().replace(/^(?:the (?:city|town|village|suburbs|outskirts|countryside) (?:of|near)|downtown|central|(?:north|south|east|west|northern|southern|eastern|western|upstate|rural)(?= \p{Lu}))\s+/iu, '');
  const name = readName(stripped, { words: 4 });
  if (name !== null) return name;
  const words = fold(stripped).split(/\s+/).map((word) => word.replace(/[^\p{L}]+$/u, ''));
  for (let count = Math.min(4, words.length); count > 0; count -= 1) {
    if (isKnownPlace(words.slice(0, count).join(' '))) return stripped.split(/\s+/).slice(0, count).join(' ').replace(/[^\p{L}]+$/u, '');
  }
  return null;
}

export const englishIdentity = [
  rule(["(today|tomorrow|yesterday)(?:'s| is| was) my (birthday|bday)", "it's my (birthday|bday) (today|tomorrow|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday))", "it was my (birthday|bday) (yesterday|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday))", "my (birthday|bday) (is|was|'s) (today|tomorrow|yesterday|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday))"], relativeBirthday),
  rule(["my name (?:isn't|is not|ain't) \\p{L}+,? (?:it's|it is|but) <name>"], (match) => reading('name', readName(match.get('name'))), { confidence: 0.95 }),
  rule(["my [full] [real] [first] name(?:'s| is|s)? <name>", "(the )?(?<!(?:his|her|its|their|s|\\p{L}'s) )name's <name>", 'my parents named me <name>'], (match) => reading('name', properName(match.get('name'), match)), { confidence: 0.95 }),
  rule(['[you can] [please] [just] call me <name>'], (match) => (/\b(?:they|friends|people|everyone|folks|family|colleagues|to|will|don't|me|not)\s*$/.test(match.before) ? null : reading('name', readName(match.get('name'), { words: 2 }), 0.75))),
  rule(["<word> here", "it's <word> here", "this is <word>"], (match) => {
    const word = match.folded('word');
    return match.before.trim() === '' && (feminineNames.has(word) || masculineNames.has(word)) && /^\s*(?:[,.!;:)]|$|lol|from|again|and|haha)/u.test(match.after) ? { key: 'name', value: match.get('word'), confidence: 0.8 } : null;
  }),
  rule(["(?:i'm|i am|im) <name>", 'this is <name>'], (match) => {
    if (match.polarity !== 'none' || !/^\W*(?:(?:hi+|hello|hey+|hiya|howdy|yo|good morning|good evening|good afternoon|greetings|nice to meet you|pleased to meet you|so|well|there|luna|ok|okay|oh|and|by the way|btw|actually)[\s,!.:]*){0,4}$/u.test(match.before)) return null;
    const said = match.sentence.folded.slice(match.before.length);
    if (/^\s*(?:from|'s|the|a|an)\b/u.test(match.after)) return null;
    if (said.startsWith('this is') && !/^\W*(?:hi|hello|hey)/.test(match.before)) return null;
    const name = selfNamed(match.get('name'), match.hasCapitals);
    return name !== null && endsName.test(fold(match.get('name')).slice(name.length) + match.after) ? { key: 'name', value: name } : null;
  }, { confidence: 0.85 }),
  rule(["(friends|family|everyone|everybody|people|folks|my mates|mates|my grandma|my mom|my dad|my mum|my brother|my sister|my husband|my wife|my students|my coworkers|my colleagues|they|they all) [all] [usually] [just] (call|calls|called) me <name>", "my nickname(?:'s| is) <name>", "i go by <name>", "i'm known as <name>"], (match) => reading('nickname', readName(match.get('name'), { words: 2 }), 0.85)),
  rule(["my (last|family) name(?:'s| is) <name>", "my surname(?:'s| is) <name>"], (match) => reading('last_name', readName(match.get('name')))),
  rule(["<i'm><n> (years old|years of age|yrs old|yo|y/o|years young|year old)", "<i'm>a <n>(?:-| )year(?:-| )old", '<i>(turned|just turned|have turned) <n>', "i've (just)? ?turned <n>", 'my age is <n>', "i'm turning <n> today", 'i turn <n> today', "at <n> years old,? i", "as a <n>(?:-| )year(?:-| )old"], (match) => {
    if (/^\s*(?:minutes|weeks|months|days|hours)/u.test(match.after) || match.polarity !== 'none') return null;
    return reading('age', ageOf(match.folded('n')), 0.95);
  }),
  rule(["<i'm><n>"], (match) => {
    const age = ageOf(match.folded('n'));
    return match.polarity === 'none' && age !== null && age >= 10 && /^\s*(?:[,.;!…]|$|(?:and|but|so) (?:i|from|live|work|my|a|still|already|never|single|feel|have)\b|and\s*$|now\b|from\b)/u.test(match.after) ? { key: 'age', value: age, confidence: 0.85 } : null;
  }),
  rule(["my (birthday|bday|b-day)(?:'s| is) [always] [on] [the] <month> [the] <day>(?:st|nd|rd|th)?", "my (birthday|bday|b-day)(?:'s| is) [always] [on] [the] <day>(?:st|nd|rd|th)? [of] <month>", 'i was born [\\p{L}+] [in \\p{L}+] on [the] <month> [the] <day>(?:st|nd|rd|th)?', 'i was born [in \\p{L}+] on [the] <day>(?:st|nd|rd|th)? [of] <month>', 'my (date of birth|dob) is <month> <day>(?:st|nd|rd|th)?', 'my (date of birth|dob) is [the] <day>(?:st|nd|rd|th)? [of] <month>', 'i was born <month> <day>(?:st|nd|rd|th)?', "<month> <day>(?:st|nd|rd|th)? is my (birthday|bday)"], (match) =>
    reading('birthday', dayValue(Number(match.get('day')), monthNumber(match.folded('month')), yearAfter(match.after)), 0.95), { words: slots }),
  rule(["i was born [back] in '?(?<short>\\d\\d)", "i'm (from|born in) '?(?<short>\\d\\d)"], (match) => reading('birth_year', Number(match.get('short')) + (Number(match.get('short')) > 25 ? 1900 : 2000))),
  rule(['i was born [and raised] [in \\p{L}+] [back] in [the year] <year>', "i'm from <year>", 'i was born [and raised] in [\\p{L}+] [\\p{L}+] in <year>'], (match) => reading('birth_year', Number(match.get('year'))), { words: slots }),
  rule(['i was born (?:in|on) (?:\\p{L}|\\p{N}| |,){1,30}? in <words>', 'i was (born and raised|born and grew up|born|raised and born) in <words>', "<i'm>(originally)? ?from <words>", "<i'm>(originally)? ?from (?:a|the) (?:\\p{L}+ ){0,3}?(?:village|town|city|island|part|place|suburb|farm) (?:in|near|of|called|outside) <words>", '<i>(come|hail) from <words>', '<i>grew up in [a] [tiny] [small] [little] [place] [town] [village] [city] [called] <words>', '<i>grew up in a (?:\\p{L}+ ){0,2}(?:place|town|village|city),? <words>', "<i'm>a native of <words>", 'i was raised in <words>'], (match) => {
    if (match.polarity === 'over' && !/born|raised/.test(match.sentence.folded)) return null;
    const place = placeName(match.get('words'));
    const isGrown = /grew up|was raised/.test(match.sentence.folded.slice(match.before.length, match.before.length + 25)) && !/born/.test(match.sentence.folded.slice(match.before.length, match.before.length + 12));
    return place === null || months.includes(fold(place).split(' ')[0]!) ? null : { key: 'birthplace', value: place, confidence: isGrown ? 0.75 : 0.85 };
  }),
  rule(["(?:i'm|i am|im|we're|we are) half(?: |-)(?<word>\\p{L}+),?(?: and)? half(?: |-)(?<other>\\p{L}+)"], (match) => (englishNationalities.has(match.folded('word')) ? { key: 'nationality', value: match.sentence.text.slice(match.before.length, match.sentence.text.length - match.after.length).replace(/^.*?(?=half)/iu, ''), confidence: 0.95 } : null)),
  rule(["<i'm>[half] [part] [a] [an] [proud] [proudly] <words>", "we're [all] <words>"], (match) => {
    if (match.polarity !== 'none') return null;
    const start = longestStart(match.folded('words'), englishNationalities, 3);
    const rest = start === null ? '' : match.folded('words').slice(start.length);
    if (start === null || rest.startsWith('-') || (/^\s*[\p{L}]/u.test(rest) && !/^\s*(?:and|but|living|by birth|from|though|born|on my|citizen|at heart)\b/u.test(rest))) return null;
    return { key: 'nationality', value: match.get('words').slice(0, start.length) };
  }),
  rule(['my nationality is <word>', "<i'm>a <word> citizen", '<i>have <word> citizenship'], (match) => reading('nationality', match.get('word'))),
  rule(['<i>(speak|can speak) [fluent] [some] [a little] [a bit of] [both] [basic] [native] <list>', "my (native language|mother tongue|first language|second language)(?:'s| is) <list>", "<i'm>(fluent|bilingual|trilingual|conversational) in <list>", "<i'm>a native <list> speaker", '<i>grew up speaking <list>', '<i>speak \\p{L}+ languages(?::|,| -) <list>'], (match) => {
    if (match.polarity !== 'none') return null;
    return [...new Set(match.folded('list').split(/[^\p{L}]+/u))].slice(0, 25).filter((word) => languages.has(word) && !new RegExp(`\\b(?:no|not|learn|learning|teacher)\\s+(?:\\p{L}+\\s+)?${word}`, 'u').test(match.folded('list')))
      .map((word) => ({ key: 'language', value: match.get('list').slice(match.folded('list').indexOf(word)).slice(0, word.length) }));
  }),
  rule([`<i'm>[about] [only] <ft>(?:'| ft | foot | feet |ft )(?<inch>\\d{1,2})(?:"|''| inches)?`, "<i'm>[about] [only] <ft> (foot|feet) (?<inch>\\p{L}+|\\d{1,2})", "<i'm>[about] [only] <n> ?(cm|centimeters|centimetres) [tall]", "<i'm>[about] [only] (?<m>1|2)(?:\\.|,)(?<c>\\d{2}) ?(m|meters|metres)", "my height is [about] <n> ?(cm|centimeters)"], (match) => {
    const centimetres = match.folded('n') !== '' ? readNumber(match.folded('n')) : match.folded('m') !== '' ? Number(match.get('m')) * 100 + Number(match.get('c')) : (readNumber(match.folded('ft')) ?? 0) * 30.48 + (readNumber(match.folded('inch')) ?? 99) * 2.54;
    return centimetres !== null && centimetres >= 100 && centimetres <= 230 ? { key: 'height_cm', value: Math.round(centimetres) } : null;
  }, { words: { ft: '\\d|four|five|six|seven' } }),
  rule(["(?:we're|we are) [a] [an] [all] <words>", "<i'm>[a] [an] [practicing] [practising] [devout] [lapsed] [raised] <words>", "my (religion|faith) is <words>", 'i was raised <words>', "<i>practice <words>"], (match) => {
    const start = longestStart(match.folded('words').replace(/^(?:an?)\s+/, ''), englishReligions, 3);
    if (start === null || match.polarity !== 'none' || match.sentence.folded.startsWith('i was raised', match.before.length)) return null;
    return { key: 'religion', value: match.get('words').slice(match.folded('words').indexOf(start)).slice(0, start.length) };
  }),
  rule(["<i'm>[a] [an] [total] [typical] [classic] <word>", "my (star sign|zodiac sign|sign|zodiac|sun sign)(?:'s| is) [a] [an] <word>"], (match) => {
    const word = match.folded('word');
    if (!zodiacSigns.has(word) || match.polarity !== 'none' || (doubtfulSigns.has(word) && !/\b(?:sign|zodiac|horoscope|an? (?:leo|cancer))\b/.test(match.sentence.folded))) return null;
    return { key: 'zodiac_sign', value: match.get('word') };
  }),
];
