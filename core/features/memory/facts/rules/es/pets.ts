// Animals at home.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readName, readNames } from '../../reading/values.ts';
import { fold, properName } from '../common.ts';
import { spanishAnimals } from '../vocabulary/animals.ts';

const plurals: ReadonlyMap<string, string> = new Map<string, string>([...spanishAnimals].flatMap(([word, key]) => (/[aeiou]$/.test(word) ? [[`${word}s`, key] as const] : word.endsWith('z') ? [[`${word.slice(0, -1)}ces`, key] as const] : [[`${word}es`, key] as const, [`${word}s`, key] as const])));
const kinds = '(?: (?:pastor aleman|border collie|golden retriever|labrador|siames|siamesa|persa|callejer[oa]|mestiz[oa]|negr[oa]|blanc[oa]|gris|nuev[oa]|atigrad[oa]|viej[oa]|enan[oa]|naranja|adoptad[oa]|pequen[oa]|preciosa|precioso|loc[oa]|muy \\p{L}+|de \\p{L}+ \\p{L}+))?';
const words = { animal: anyOf(spanishAnimals.keys()), animals: anyOf(plurals.keys()) };
const own = '(mi|nuestro|nuestra)';
const got = '(tengo|tenemos|adopte|adoptamos|hemos adoptado|he adoptado|acabo de adoptar|acabamos de adoptar|me regalaron|me han regalado|me compre|compramos|rescate|rescatamos|cuido|convivo con|vivo con|en casa tenemos|en casa tengo|he acogido|recogi)';

const pet = (match: RuleMatch, name: string | null): (Reading | null)[] => {
  const word = match.folded('animal');
  const key = spanishAnimals.get(word);
  return key === undefined || name === null ? [] : [{ key: `pet_${key}`, value: name }];
};

export const spanishPets = [
  rule([`${own} <animal>${kinds},? [que] (se llama|se llamaba|llamado|llamada) <name>`, `<yo>${got} [a] (un|una) <animal>${kinds},? [que] (se llama|llamado|llamada) <name>`, `<yo>${got} [a] (un|una) <animal>${kinds},? (y se llama|se llama|de nombre) <name>`, `${own} <animal> es <name>`], (match) => {
    const name = properName(match.get('name'), match, 2);
    if (/\s(?:de|del|con)\s+$/.test(match.before)) return null;
    return /\ses\s/.test(match.sentence.folded.slice(match.before.length)) && readName(match.get('name')) === null ? [] : pet(match, name);
  }, { words, confidence: 0.95 }),
  rule([`${own} <animal>${kinds},? <name>`, `<yo>${got} [a] (un|una) <animal>${kinds}, <name>`], (match) => pet(match, readName(match.get('name'), { words: 2 })), { words }),
  rule(['se (?:me|nos) (?:ha muerto|murio|fue|perdio|escapo) (?:el|la) <animal>,? <name>'], (match) => pet(match, readName(match.get('name'), { words: 1 })), { words }),
  rule(['<yo>(le|la|lo) (pusimos|puse|hemos puesto|he puesto|llamamos|llame|bautizamos|bautice) [de nombre] [por nombre] <name>'], (match) => {
    const said = match.whole.match(/\p{L}+/gu) ?? [];
    const word = said.find((each) => spanishAnimals.has(each) && each !== 'pata');
    const name = readName(match.get('name'), { words: 2 });
    return word === undefined || name === null ? null : { key: `pet_${spanishAnimals.get(word)!}`, value: name };
  }),
  rule(['se llama <name>,? (?:y )?es (?:mi|nuestr[oa]) <animal>'], (match) => pet(match, readName(match.get('name'), { words: 2 })), { words }),
  rule(['<name> es mi <animal>', '<name>, mi <animal>'], (match) => pet(match, readName(match.get('name').split(/\s+/).slice(-1).join(' '), { words: 1 })), { words, confidence: 0.9 }),
  rule([`<yo>${got} [a] (\\p{L}+|\\d+) <animals>${kinds}(?:,|:| \\() ?<more>`, `<yo>${got} (\\p{L}+|\\d+) <animals>${kinds},? [que] (se llaman|llamados|llamadas) <more>`, 'mis [dos] [tres] <animals>,? [que] [se llaman] <more>', 'mis [dos] [tres] <animals> son <more>'], (match) => {
    const key = plurals.get(match.folded('animals'));
    const names = readNames(match.get('more').replace(/^[\s,:(]+(?:se llaman )?/, ''));
    return key === undefined || names.length < 2 ? [] : names.map((name) => ({ key: `pet_${key}`, value: name }));
  }, { words, confidence: 0.9 }),
  rule([`<yo>(tengo|tenemos|adopte|adoptamos|hemos adoptado|he adoptado|acabo de adoptar|acabamos de adoptar) [a] [en casa] (un|una) <animal>`], (match) => {
    if (/^\s*(?:de peluche|de juguete|en (?:el|la) (?:trabajo|oficina)|de (?:mi|un) )/.test(match.after) || fold(match.get('animal')) === 'bicho') return null;
    // Named at once: the name says it all.
    return /^[^.;]{0,40}?llama/u.test(match.after) || /^(?:\s\p{L}+){0,2}\s?[,(]\s?\p{Lu}/u.test(match.sentence.text.slice(match.sentence.text.length - match.after.length)) ? null : { key: 'has_pet', value: match.get('animal') };
  }, { words }),
  rule(['<yo>(tenemos|adoptamos|hemos adoptado|adopte|he adoptado|acabamos de adoptar) (dos|tres|cuatro|\\d) <animals>'], (match) => (match.polarity !== 'none' || /^\s*(?:[:(]|,? (?:que )?(?:se llama|llamad)|,? \p{L}+ y )/u.test(match.after) || /^[\s,:(]*\p{Lu}/u.test(match.sentence.text.slice(match.sentence.text.length - match.after.length)) ? null : { key: 'has_pet', value: match.get('animals'), confidence: 0.8 }), { words }),
  rule(['(el|la) <animal>, <name>, (me|nos)'], (match) => (/^\W*(?:y |pero |hoy )?$/.test(match.before) ? pet(match, readName(match.get('name'), { words: 1 })) : null), { words, confidence: 0.8 }),
];
