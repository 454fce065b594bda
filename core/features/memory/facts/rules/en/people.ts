// Family, friends and the state of the heart.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readName, readNames, readNumber } from '../../reading/values.ts';
import { child, fold, properName } from '../common.ts';
import { feminineNames, genderOf, masculineNames } from '../vocabulary/first-names.ts';
import { isKnownPlace } from '../vocabulary/places.ts';
import { englishPlurals, englishRelatives } from '../vocabulary/relatives.ts';

const words = { relative: anyOf(englishRelatives.keys()), plural: anyOf(Object.keys(englishPlurals)), status: 'married|single|divorced|widowed|separated|engaged|a widow|a widower|in a relationship|in a long-distance relationship|happily married|newly single|newly married' };
const own = '(my|our)';
const trait = '[own] [dear] [beloved] [late] [ex] [new] [\\p{N}+-year-old] [amazing] [lovely] [wonderful] [crazy] [only]';
const named = (match: RuleMatch, name: string | null, confidence?: number): Reading | null => {
  const key = englishRelatives.get(match.folded('relative').replace(/\s+/g, ' '));
  if (key === undefined || name === null || isKnownPlace(fold(name)) || /\b(?:ex|ex-)\s*$/.test(match.before) || /\bex\s/.test(match.sentence.folded.slice(match.before.length, match.before.length + 12))) return null;
  return { key, value: name, ...(confidence === undefined ? {} : { confidence }) };
};

function children(match: RuleMatch): (Reading | null)[] {
  const plural = englishPlurals[match.folded('plural')];
  if (!plural || match.polarity !== 'none') return [];
  const count = match.folded('n') === '' ? null : readNumber(match.folded('n'));
  const counted: (Reading | null)[] = count !== null && count > 0 && count < 20 && plural.count !== '' ? [{ key: plural.count, value: count }] : [];
  const names = readNames(match.get('more').replace(/^\s*[,:(-]?\s*(?:named|called|their names are|who are called|by the names? of|whose names are)?\s*[,:]?\s*/iu, ''));
  return [...counted, ...(plural.names && names.length > 1 ? names.map((name) => child(plural.names!, name)) : [])];
}

export const englishPeople = [
  rule([`my <relative>[^.;:!?]{1,60}?,? (?:and )?(?:his|her|their) name(?:'s| is) <name>`], (match) => (/\b(?:dog|cat|son|daughter|friend|kid|baby|puppy|kitten|has|have|got)\b/u.test(match.sentence.folded.slice(match.before.length + 3, match.sentence.folded.length - match.after.length).replace(match.folded('relative'), '')) && !/have been/.test(match.sentence.folded) ? null : named(match, readName(match.get('name'), { words: 2 }), 0.75)), { words }),
  rule(["<i'm>the (?:oldest|eldest|youngest|middle child|second|third|first|baby) (?:child |one |kid )?(?:of|out of) <n> [\\p{L}+]"], (match) => {
    const all = readNumber(match.folded('n'));
    return all === null || all < 2 || all > 15 || match.polarity !== 'none' || /^\s*(?:friends|people|teams)/.test(match.after) ? null : { key: 'siblings_count', value: all - 1 };
  }),
  rule([`${own} ${trait} <relative>(?:'s| is|'s name is|'s name's| was|) (called|named) <name>`, `${own} ${trait} <relative>'s name (is|was) <name>`, `the name of my <relative> is <name>`, `${own} ${trait} <relative> is <name>`, `${own} ${trait} <relative>,? ?\\(?(?:his|her|their) name(?:'s| is) <name>`], (match) => {
    if (/\b(?:of|by|for|with|from|to)\s+$/u.test(match.before) && !match.sentence.folded.startsWith('the name', match.before.length)) return null;
    const said = match.sentence.folded.slice(match.before.length);
    const isSure = /\b(?:called|named|name)\b/.test(said);
    return named(match, isSure ? properName(match.get('name'), match) : readName(match.get('name'), { words: 2 }), isSure ? 0.95 : 0.75);
  }, { words }),
  rule([`${own} ${trait} <relative>,? <name>`], (match) => named(match, readName(match.get('name'), { words: 2 }), 0.85), { words }),
  rule([`<name> is ${own} ${trait} <relative>`, `<name>, ${own} ${trait} <relative>`], (match) => {
    if (match.after.startsWith("'s")) return null;
    const name = /(?:^|[\s,])(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)$/u.exec(match.get('name'))?.[1];
    const isKnown = name !== undefined && (match.before.trim() !== '' || match.get('name') !== name || feminineNames.has(fold(name)) || masculineNames.has(fold(name)));
    return name === undefined || !isKnown || readName(name) !== name || /'s?$|^(?:This|That|She|He|It|They|You|Dude|Sadly|Man|Bro|Yes|No|Also|There|Who|What|Here)$/u.test(name) ? null : named(match, name, 0.85);
  }, { words }),
  rule([`<i've>(?:a|an|one|this) (?:[\\p{L}\\p{N}-]+ ){0,4}?<relative>,? (called|named|whose name is|by the name of) <name>`, `<i've>(a|an) ${trait} <relative>, <name>`], (match) => (match.polarity === 'none' ? named(match, readName(match.get('name'), { words: 2 }), 0.9) : null), { words }),
  rule(["<i'm>[happily] (dating|seeing|engaged to|married to|going out with|in a relationship with) [a] [guy] [girl] [named] [called] <name>", '<i>(married|am dating) <name>'], (match) => {
    const name = readName(match.get('name'), { words: 2 });
    return name === null || match.polarity === 'no' ? null : { key: 'partner_name', value: name, confidence: 0.85 };
  }),
  rule(['<i>(broke up|split up|split) with <words>', '<i>(divorced|dumped|left) [my] [husband] [wife] [boyfriend] [girlfriend] <words>', '<name> and i (broke up|split up|got divorced|are divorced|are no longer together|separated|split|are not together anymore)', '<name> dumped me', "i'm no longer (with|dating|seeing) <name>", "i'm not (with|dating|seeing) <name> any ?more"], (match) => {
    const name = readName((match.get('name') || match.get('words').replace(/^(?:my (?:boyfriend|girlfriend|husband|wife|partner|fianc[eé]e?)),?\s*/iu, '')).replace(/^(?:So|Me and|And)\s+/i, ''), { words: 2 });
    return name === null || isKnownPlace(fold(name)) ? null : { key: 'partner_name', value: name, isEnded: true };
  }, { readsDenial: true, confidence: 0.8 }),
  rule([`<i've><n> [\\p{L}+] <plural>(?:,|:| -| \\() ?<more>`, `<i've><n> [little] [lovely] [beautiful] [grown] [young] [older] [younger] [big] [adult] <plural> <more>`, `<i've><n> [little] [lovely] [beautiful] [grown] [young] [older] [younger] [big] [adult] <plural>`, "<i'm>(?:a|the) [proud] [single] (mom|mum|mother|dad|father|parent) (of|to) <n>"], (match) => {
    if (/(?:mom|mum|mother|dad|father|parent) (?:of|to)/.test(match.sentence.folded.slice(match.before.length, match.before.length + 50)) && match.folded('plural') === '') return { key: 'children_count', value: readNumber(match.folded('n')) ?? 1, confidence: 0.88 };
    return children(match);
  }, { words, confidence: 0.9 }),
  rule([`my [two] [three] [four] <plural>(?:,| are|,? are called| are named|'s names are|' names are)? <more>`], (match) => {
    const plural = englishPlurals[match.folded('plural')];
    const names = readNames(match.get('more').replace(/^[\s,:(]*(?:are|called|named|names are|'s names are)?\s*(?:called|named)?\s*/iu, ''));
    return plural?.names && names.length > 1 ? names.map((name) => child(plural.names!, name)) : [];
  }, { words }),
  rule(["<i've>(?:an?|one|a) [older|younger|little|big|twin|baby|half] (?<word>brother|sister|kid|child|son|daughter|baby|toddler)"], (match) => {
    if (match.polarity !== 'none' || /^\s*(?:-in-law|in law|on the way|coming|due)/.test(match.after) || /^.{0,30}\b(?:and|,) (?:an?|one|two|three|\d|my)/.test(match.after) || match.after.startsWith("'s")) return null;
    const word = match.folded('word');
    return { key: word === 'brother' ? 'brothers_count' : word === 'sister' ? 'sisters_count' : 'children_count', value: 1, confidence: 0.7 };
  }),
  rule(["<i've><n> [\\p{L}+] (?:brothers?) (?:and|,) <b> [\\p{L}+] (?:sisters?)", "<i've><b> [\\p{L}+] (?:sisters?) (?:and|,) <n> [\\p{L}+] (?:brothers?)"], (match) => (match.polarity !== 'none' ? [] : [
    { key: 'brothers_count', value: readNumber(match.folded('n')) ?? 0, confidence: 0.95 }, { key: 'sisters_count', value: readNumber(match.folded('b')) ?? 0, confidence: 0.95 },
  ]), { words: { b: '\\d|an?|one|two|three|four|five|six' } }),
  rule(["i (don't|do not|dont) have (any|) ?(?<word>brothers or sisters|brothers and sisters|sisters or brothers)", "i have no (?<word>brothers or sisters)", "i (don't|do not|dont) have any <plural>", "i have no <plural>", "i have [^.;!?]{1,40}, (?:and |but )?no <plural>", "i've got no <plural>", "<i'm>an only child"], (match) => {
    if (/only child/.test(match.sentence.folded.slice(match.before.length))) return match.polarity === 'no' ? null : { key: 'siblings_count', value: 0, confidence: 0.95 };
    if (match.folded('word') !== '') return { key: 'siblings_count', value: 0, confidence: 0.95 };
    if (/^\s*(?:or|nor|and) \p{L}+/u.test(match.after) && /^(?:brothers|sisters)$/.test(match.folded('plural'))) return null;
    const plural = englishPlurals[match.folded('plural')];
    return plural && plural.count !== '' ? { key: plural.count, value: 0, confidence: 0.9 } : null;
  }, { words, readsDenial: true }),
  rule(["<i'm>[still] [happily] <status>", "<i>got <status>", "i've been <status> for", "we've been married", "we (are|got) <status>"], (match) => {
    if (match.polarity !== 'none' || /^\s*(?:to my (?:job|work)|out|handed|minded|in (?:a|the) (?:conversation|discussion)|by|with)/u.test(match.after)) return null;
    const status = match.get('status') || 'married';
    return { key: 'marital_status', value: status.replace(/^(?:happily|newly|an?)\s+/i, '') };
  }, { words, confidence: 0.85 }),
  rule(['my parents are [called] [named] <more>', "my parents' names are <more>", 'my grandparents are [called] [named] <more>'], (match) => {
    const isParents = /parents/.test(match.sentence.folded) && !/grandparents/.test(match.sentence.folded);
    return readNames(match.get('more')).slice(0, 2).map((name) => {
      const gender = genderOf(fold(name));
      return gender === null ? null : { key: isParents ? (gender === 'f' ? 'mother_name' : 'father_name') : gender === 'f' ? 'grandmother_name' : 'grandfather_name', value: name };
    });
  }),
  rule(['both (?:of )?my (?<word>brothers|sisters|kids|children|sons|daughters) (?:are|is|were|have|live|work|play|came|moved|got|love|hate)'], (match) => (/\b(?:brothers|sisters|kids|children)\b/.test(match.folded('word')) ? { key: match.folded('word') === 'brothers' ? 'brothers_count' : match.folded('word') === 'sisters' ? 'sisters_count' : 'children_count', value: 2, confidence: 0.75 } : null)),
];
