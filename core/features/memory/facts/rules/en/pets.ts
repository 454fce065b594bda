// Animals at home.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readName, readNames } from '../../reading/values.ts';
import { properName } from '../common.ts';
import { englishAnimals } from '../vocabulary/animals.ts';

const plurals: ReadonlyMap<string, string> = new Map<string, string>([...englishAnimals].flatMap(([word, key]) => (word.endsWith('y') ? [[`${word.slice(0, -1)}ies`, key] as const] : /(?:mouse)$/.test(word) ? [['mice', key] as const] : /fish$|sheep$/.test(word) ? [[word, key] as const] : [[`${word}s`, key] as const])));
const words = { animal: anyOf(englishAnimals.keys()), animals: anyOf(plurals.keys()) };
const trait = '(?:(?:new|old|little|big|tiny|black|white|grey|gray|orange|ginger|brown|sweet|cute|beautiful|lovely|crazy|lazy|fat|fluffy|rescue|adopted|pet|senior|three-legged|one-eyed|baby|adorable|elderly|late|\\p{N}+-year-old|\\p{L}+-year-old|\\p{N}+-month-old) )*';
const got = "(?:(?:i|we) (?:just |recently |finally |also |still )?(?:have|have got|got|own|adopted|rescued|bought|foster|fostered|brought home|took in)|(?:i|we)'ve (?:just |recently )?(?:got|adopted|rescued)|i've)";

const pet = (match: RuleMatch, name: string | null): (Reading | null)[] => {
  const key = englishAnimals.get(match.folded('animal'));
  return key === undefined || name === null ? [] : [{ key: `pet_${key}`, value: name }];
};

export const englishPets = [
  rule([`(my|our) ${trait}<animal>(?:'s| is|'s been|) (called|named) <name>`, `(my|our) ${trait}<animal>'s name(?: is|'s| was) <name>`, `${got} (a|an|this|one) ${trait}<animal>(?: mix| puppy| kitten)?,? (called|named|whose name is|by the name of|and (?:his|her|its|their) name is|(?:his|her|its) name is) <name>`, `the name of my ${trait}<animal> is <name>`], (match) => (/\bof\s+$/.test(match.before) ? [] : pet(match, properName(match.get('name'), match, 2))), { words, confidence: 0.95 }),
  rule([`(my|our) ${trait}<animal>,? <name>`, `(my|our) ${trait}<animal> is <name>`, `(my|our) ${trait}<animal>'s <name>`, `${got} (a|an) ${trait}<animal>, <name>`], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    return /^\S+ [^,]{0,40}'s [a-z]/u.test(match.sentence.text.slice(match.before.length)) && !/'s \p{Lu}/u.test(match.sentence.text.slice(match.before.length)) || /^(?:my|our)[^,]*-/.test(said) && !/year|month/.test(said) ? [] : pet(match, readName(match.get('name'), { words: 2 }));
  }, { words }),
  rule(['(?:i|we) (?:just |finally )?(?:named|called|are calling|have named|decided to call) (?:him|her|it|them) <name>', '(?:his|her|its) name is <name>', "(?:he|she)'s (?:called|named) <name>"], (match) => {
    const said = match.whole.slice(0, 400).match(/\p{L}+/gu) ?? [];
    const words = said.filter((each) => englishAnimals.has(each));
    const people = /\b(?:son|daughter|baby|boy|girl|brother|sister|wife|husband|friend|boss|mom|dad|teacher|neighbor|neighbour|nephew|niece|doctor|kid|cousin|boyfriend|girlfriend|partner)\b/u.test(match.whole);
    const name = readName(match.get('name'), { words: 2 });
    return people || words.length !== 1 || name === null || !/\b(?:my|our|we|i)\b/.test(match.whole) ? null : { key: `pet_${englishAnimals.get(words[0]!)!}`, value: name, confidence: 0.8 };
  }),
  rule([`<name> is (my|our) ${trait}<animal>`, `<name>, (my|our) ${trait}<animal>`, `<name> the <animal>`], (match) => {
    const name = match.get('name').split(/\s+/).at(-1) ?? '';
    return /\sthe\s/.test(match.sentence.folded.slice(match.before.length).slice(match.get('name').length, match.get('name').length + 5)) && !/\bmy\b/.test(match.sentence.folded) ? [] : pet(match, readName(name, { words: 1 }) === name && !/^(?:Ha|Well|Oh|Fuck|Wow|Ah|Hey|Yeah|Ok|Lol|Aww?|Sure|Plus|Even|Me|This|That|She|He|It|They|You|Dude|Sadly|Man|Bro|Yes|No|Also|There|Who|What|Here)$/u.test(name) ? name : null);
  }, { words, confidence: 0.9 }),
  rule([`${got} (?:\\p{L}+|\\d+) ${trait}<animals>(?:,|:| -| \\(|,? named|,? called) ?<more>`, `(my|our) (?:two |three |four )?${trait}<animals>,? (?:are )?(?:named |called )?<more>`], (match) => {
    const key = plurals.get(match.folded('animals'));
    const names = readNames(match.get('more').replace(/^[\s,:(-]+/, '').replace(/^(?:named|called|are)\s+/i, ''));
    return key === undefined || names.length < 2 ? [] : names.map((name) => ({ key: `pet_${key}`, value: name }));
  }, { words, confidence: 0.9 }),
  rule([`${got} (a|an) ${trait}<animal>`], (match) => {
    if (/^\s*(?:toy|costume|person|allergy|sitter|walker|food|bed|shirt|in (?:the|my) (?:throat|office)|phobia|question|problem|poster|tattoo|video|meme|ear|'s)/.test(match.after)) return null;
    return /^(?: mix| puppy| kitten)?,? (?:called|named|whose name|by the name)|^,? \p{Lu}/u.test(match.sentence.text.slice(match.sentence.text.length - match.after.length)) || /^[^.;]{0,30}\bname is\b/.test(match.after) ? null : { key: 'has_pet', value: match.get('animal') };
  }, { words }),
];
