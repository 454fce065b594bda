// Family, friends and the state of the heart.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { readName, readNames, readNumber } from '../../reading/values.ts';
import { anyOf } from '../../reading/template.ts';
import { child, fold, properName } from '../common.ts';
import { genderOf } from '../vocabulary/first-names.ts';
import { isKnownPlace } from '../vocabulary/places.ts';
import { spanishPlurals, spanishRelatives } from '../vocabulary/relatives.ts';
import { spanishProfessions } from '../vocabulary/professions.ts';

const words = { relative: anyOf(spanishRelatives.keys()), plural: anyOf(Object.keys(spanishPlurals)) };
const named = (match: RuleMatch, confidence?: number): Reading | null => {
  const key = spanishRelatives.get(match.folded('relative').replace(/\s+/g, ' '));
  const name = properName(match.get('name'), match);
  if (key === undefined || name === null || isKnownPlace(fold(name)) || spanishProfessions.has(fold(name))) return null;
  return { key, value: name, ...(confidence === undefined ? {} : { confidence }) };
};
/** "el perro de mi hermana se llama": the name is not hers. */
const isOwned = (match: RuleMatch): boolean => /\b(?:de|del|con|para|por|en casa de)\s+$/u.test(match.before);

function children(match: RuleMatch): (Reading | null)[] {
  const plural = spanishPlurals[match.folded('plural')];
  if (!plural) return [];
  const count = match.folded('n') === '' ? null : readNumber(match.folded('n'));
  const counted: (Reading | null)[] = count !== null && count > 0 && count < 20 && plural.count !== '' ? [{ key: plural.count, value: count }] : [];
  const list = match.get('more').replace(/^\s*[,:(]?\s*(?:que se llaman|se llaman|llamad[oa]s|son|mayores|pequeñ[oa]s|y se llaman)?\s*[,:]?\s*/iu, '');
  const names = readNames(list);
  return [...counted, ...(plural.names && names.length > 0 && (names.length > 1 || count === 1) ? names.map((name) => child(plural.names!, name)) : [])];
}

const statuses: Readonly<Record<string, string>> = { casado: 'married', casada: 'married', soltero: 'single', soltera: 'single', divorciado: 'divorced', divorciada: 'divorced', separado: 'separated', separada: 'separated', viudo: 'widowed', viuda: 'widowed', prometido: 'engaged', prometida: 'engaged' };

export const spanishPeople = [
  rule(['(mi|nuestro|nuestra) <relative>[^.;:!?]{1,60}?,? (?:y )?se llama <name>'], (match) => (isOwned(match) || /\b(?:perr|gat|mascota|hij|amig|herman|de|que)\p{L}*\b/u.test(match.sentence.folded.slice(match.before.length + 3, match.sentence.folded.length - match.after.length).replace(match.folded('relative'), '')) ? null : named(match, 0.75)), { words }),
  rule(['<yo>soy (el|la) (mayor|menor|pequeno|pequena|segundo|segunda|tercero|tercera|mediano|mediana|primero|primera|benjamin|benjamina) de <n> (hermanos|hermanas|hijos)'], (match) => {
    const all = readNumber(match.folded('n'));
    return all === null || all < 2 || all > 15 ? null : { key: 'siblings_count', value: all - 1 };
  }),
  rule(['(mi|nuestro|nuestra) <relative>(?:,? de \\p{N}+ (?:anos|meses|anitos))?,? (se llama|es|se llamaba|que se llama|llamado|llamada) <name>'], (match) => {
    if (isOwned(match)) return null;
    const isVerbEs = /\ses\s/.test(match.sentence.folded.slice(match.before.length, match.before.length + 60)) && !/se llama/.test(match.sentence.folded.slice(match.before.length));
    return isVerbEs && readName(match.get('name'), { words: 3 }) === null ? null : named(match, isVerbEs ? 0.75 : 0.95);
  }, { words }),
  rule(['(mi|nuestro|nuestra) <relative>(?:,? de \\p{N}+ (?:anos|meses|anitos))?,? <name>'], (match) => {
    const name = readName(match.get('name'), { words: 2 });
    return name === null ? null : named(match, 0.85);
  }, { words }),
  rule(['<name> es mi <relative>', '<name>, mi <relative>'], (match) => {
    const name = /(?:^|[\s,])(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)$/u.exec(match.get('name'))?.[1];
    const key = spanishRelatives.get(match.folded('relative'));
    return name === undefined || key === undefined || readName(name) === null || /^(?:Hola|Ayer|Hoy|Y|El|La|Ella|Esta|Este|Ese|Esa|Quien|Quién|Además|También|Pero|Como|Sí|No|Era|Es|Fue|Porque|Con|Que|Eso|Esto|Tío|Tía|Joder|Gracias|Bueno|Pues)$/.test(name) ? null : { key, value: name, confidence: 0.85 };
  }, { words }),
  rule(['<yo>(tengo|tuve|tuvimos|tenemos|he tenido) (un|una) <relative>(?: de \\p{N}+ (?:anos|meses|anitos))?,? (que se llama|llamado|llamada|se llama|de nombre) <name>', '(salgo|estoy saliendo|vivo|convivo) con (mi|un|una) <relative>,? <name>'], (match) => named(match, 0.9), { words }),
  rule(['<yo>(tengo|tenemos) (un|una) <relative>,? <name>'], (match) => (readName(match.get('name')) === null ? null : named(match)), { words }),
  rule(['<yo>(salgo|estoy saliendo) con <name>', 'mi (pareja|novia|novio) actual es <name>', '<yo>(estoy|sigo) [felizmente] (casado|casada|prometido|prometida) con <name>', '<yo>me case con <name>', '<yo>(vivo|convivo) con <name>, mi (novio|novia|pareja|marido|mujer|chico|chica)'], (match) => {
    const name = readName(match.get('name'), { words: 2 });
    return name === null || isKnownPlace(fold(name)) ? null : { key: 'partner_name', value: name, confidence: 0.8 };
  }),
  rule(['<yo>(lo deje|lo dejamos|lo he dejado|rompi|he roto|corte|termine|me separe|me divorcie|he terminado|he cortado) con [mi novio] [mi novia] [mi pareja] [mi marido] [mi mujer] <name>', '<name> y yo (lo hemos dejado|lo dejamos|hemos roto|rompimos|terminamos|cortamos|nos separamos|nos divorciamos)', '<name> y yo ya no estamos juntos', 'ya no (estoy|salgo) con <name>', '<name> ya no es mi (novia|novio|pareja)'], (match) => {
    const name = readName(match.get('name').split(/\s+/).filter((word) => /^\p{Lu}/u.test(word)).join(' '), { words: 2 });
    return name === null ? null : { key: 'partner_name', value: name, isEnded: true };
  }, { readsDenial: true }),
  rule(['<yo>(tengo|tenemos) <n> <plural> <more>', '<yo>(tengo|tenemos) <n> <plural>(?:,|:| \\() ?<more>', '<yo>(tengo|tenemos) <n> <plural>', '<yo>(soy|somos) (padre|madre|padres) de <n> <plural> <more>', '<yo>(soy|somos) (padre|madre|padres) de <n> <plural>'], children, { words, confidence: 0.9 }),
  rule(['mis [dos] [tres] [cuatro] <plural> (se llaman|son) <more>', 'mis [dos] [tres] [cuatro] <plural>,? <more>'], (match) => {
    const plural = spanishPlurals[match.folded('plural')];
    const names = readNames(match.get('more').replace(/^[\s,:(]+/, ''));
    const count = /\b(dos|tres|cuatro|cinco)\b/.exec(match.sentence.folded.slice(match.before.length, match.before.length + 14))?.[1];
    return plural?.names && names.length > 1 ? [...names.map((name) => child(plural.names!, name)), ...(plural.count !== '' && count !== undefined ? [{ key: plural.count, value: readNumber(count)! }] : [])] : [];
  }, { words }),
  rule(['<yo>(tengo|tenemos) (un hijo|una hija|un nino|una nina|un bebe|una bebe)', '<yo>tengo (un hermano|una hermana)'], (match) => {
    const folded = match.sentence.folded.slice(match.before.length);
    if (/^.{0,40}\b(?:de \p{L}+ amig|y (?:un|una|dos|tres|\d) )/u.test(folded) || /^\s*(?:mayor|pequen|menor|mediano)?\s*(?:y|,)\s*(?:un|una|dos|tres|\d|otr)/u.test(match.after)) return null;
    if (match.polarity === 'no') return null;
    return /hij|nin|bebe/.test(folded.slice(0, 30)) ? { key: 'children_count', value: 1, confidence: 0.7 } : /hermana/.test(folded.slice(0, 30)) ? { key: 'sisters_count', value: 1, confidence: 0.7 } : { key: 'brothers_count', value: 1, confidence: 0.7 };
  }, { readsDenial: true }),
  rule(['<yo>(tengo|tenemos|somos) <n> (hermanos|hermano) [mayores] [pequenos] (y|,) <b> (hermanas|hermana)', '<yo>(tengo|tenemos|somos) <b> (hermanas|hermana) [mayores] [pequenas] (y|,) <n> (hermanos|hermano)'], (match) => [
    { key: 'brothers_count', value: readNumber(match.folded('n')) ?? 0, confidence: 0.95 }, { key: 'sisters_count', value: readNumber(match.folded('b')) ?? 0, confidence: 0.95 },
  ], { words: { b: '\\d|un|una|uno|dos|tres|cuatro|cinco|seis' } }),
  rule(['no (tengo|tenemos) <plural>', '<yo>soy (hijo unico|hija unica)', 'tengo 0 <plural>'], (match) => {
    if (/hij[oa] unic/.test(match.sentence.folded.slice(match.before.length))) return match.polarity === 'no' ? null : { key: 'siblings_count', value: 0, confidence: 0.95 };
    const plural = spanishPlurals[match.folded('plural')];
    return plural && plural.count !== '' && !/^\s*(?:en|de|que|por|con)\b/.test(match.after) ? { key: plural.count, value: 0, confidence: 0.9 } : null;
  }, { words, readsDenial: true }),
  rule(['<yo>(soy|estoy|sigo) [felizmente] [recien] <status>', '<yo>(llevo|llevamos) [ya] [\\p{N}+] [\\p{L}+] [\\p{L}+] <status>', '<yo>estamos (?<status>casados|divorciados|separados)'], (match) => {
    const word = match.folded('status').replace(/(?<=[ao])s$/, '');
    return statuses[word] === undefined ? null : { key: 'marital_status', value: match.get('status') };
  }, { words: { status: `${anyOf(Object.keys(statuses))}|casados|casadas` } }),
  rule(['mi (jefe|jefa)( directo| directa)? (se llama|es) <name>', 'mi (jefe|jefa), (don|dona) <name>'], (match) => {
    const name = readName(match.get('name'), { words: 2 });
    return name === null ? null : { key: 'boss_name', value: name };
  }),
  rule(['mis padres (se llaman|son) <more>', 'mis abuelos (se llaman|son) <more>'], (match) => {
    const isParents = /padres/.test(match.sentence.folded);
    return readNames(match.get('more')).slice(0, 2).map((name) => {
      const gender = genderOf(fold(name));
      return gender === null ? null : { key: isParents ? (gender === 'f' ? 'mother_name' : 'father_name') : gender === 'f' ? 'grandmother_name' : 'grandfather_name', value: name };
    });
  }),
  rule(['con <name> (lo dejamos|lo deje|lo he dejado|lo hemos dejado|rompi|rompimos|he roto|hemos roto)'], (match) => {
    const name = readName(match.get('name'), { words: 2 });
    return name === null ? null : { key: 'partner_name', value: name, isEnded: true };
  }),
  rule(['<yo>somos <n> hermanos'], (match) => {
    const all = readNumber(match.folded('n'));
    return all === null || all < 2 || all > 15 || /^\s*(?:y|,)\s*\p{L}+ hermanas/u.test(match.after) ? null : { key: 'siblings_count', value: all - 1 };
  }),
  rule(['mis (?<n>dos|tres|cuatro|cinco) <plural>'], (match) => {
    const plural = spanishPlurals[match.folded('plural')];
    return !plural || plural.count === '' || isOwned(match) && /\b(?:de|del)\s+$/.test(match.before) || /^\s*(?:mayores|pequen\p{L}+|de|mas)\b/u.test(match.after) ? null : { key: plural.count, value: readNumber(match.folded('n'))!, confidence: 0.75 };
  }, { words }),
];
