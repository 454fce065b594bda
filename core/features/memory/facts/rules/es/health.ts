// Body and mind.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, longestStart, readItems } from '../common.ts';
import { bodyParts, conditions, medicines, spanishConditionWords } from '../vocabulary/health.ts';

const asSaid = (text: string, folded: string): string => {
  const at = fold(text).indexOf(folded);
  return at < 0 ? folded : text.slice(at, at + folded.length);
};
const foods = /^(?:el |la |los |las )?(?:pescado|marisco|leche|gluten|lactosa|huevo|frutos secos|cacahuetes|nueces|soja|soya)/;

export const spanishHealth = [
  rule(['(?:no|ni) (?:fumo (?:ni|y no) (?:bebo|tomo)|bebo (?:ni|y no) fumo|tomo ni fumo)'], () => [{ key: 'smokes', value: false, confidence: 0.95 }, { key: 'drinks_alcohol', value: false, confidence: 0.95 }], { readsDenial: true }),
  rule(['<yo>(soy|eres) [muy] (alergico|alergica) (a|al) <list>', '<yo>(tengo|tenia|sufro|padezco) [una] [mucha] [muchas] alergias? (a|al) <list>', '(me da|me dan|me causa) alergia <list>', '(y|ni|,|e|tambien|ademas) (alergico|alergica) (a|al) <list>', 'mi alergia (a|al) <list>'], (match) => (/^(?:y|ni|,|e|tambien|ademas)\s/.test(match.sentence.folded.slice(match.before.length)) && !/\bsoy\b/.test(match.before) ? [] : readItems(match.get('list').replace(/\s+y\s+(?=al?\s)/giu, ', ').replace(/,\s*al?\s+/giu, ', '), { words: 4 }).filter((item) => !/\sno$/.test(fold(item)) && !/^(?:trabajo|madrugar|lunes|compromiso|tonter|estupid|gente)/.test(fold(item))).map((item) => ({ key: 'allergy', value: item.replace(/^(?:los|las|el|la|al|a)\s+/iu, '') }))), { confidence: 0.95 }),
  rule(['<yo>(soy|he sido) [muy] [un poco] <words>', 'me (diagnosticaron|han diagnosticado) (como|de) <words>', 'resulta que soy <words>'], (match) => {
    const start = longestStart(match.folded('words'), spanishConditionWords, 4);
    const kind = start === null ? '' : /^ (?:tipo \d|insulinodependiente)/.exec(match.folded('words').slice(match.folded('words').indexOf(start) + start.length))?.[0] ?? '';
    return start === null ? null : { key: 'condition', value: `${asSaid(match.get('words'), start)}${kind}`, confidence: 0.9 };
  }),
  rule(['<yo>(soy) [muy] intolerante (a|al) <words>', '<yo>tengo intolerancia (a|al) <words>'], (match) => {
    const item = readPhrase(match.get('words'), { words: 3 });
    return item === null || !foods.test(fold(item)) && !/^(?:fructosa|sorbitol|histamina|trigo)/.test(fold(item)) ? null : { key: 'condition', value: `intolerante a ${/^(?:el|la|los|las) /i.test(match.get('words')) ? match.get('words').split(' ')[0] + ' ' : ''}${item}` };
  }),
  rule(['<yo>(tengo|padezco|padezco de|sufro|sufro de|vivo con|convivo con|tengo diagnosticado|tengo diagnosticada|me diagnosticaron|me han diagnosticado|me detectaron|me han detectado|me acaban de diagnosticar|arrastro|lucho contra|me estoy tratando de|estoy en tratamiento por|estoy diagnosticado de|estoy diagnosticada de) [una] [un] [mucha] [muchas] [el] [la] [de] [cronica] [problemas de] [trastorno de] [principio de] <list>'], (match) => readItems(match.get('list'), { words: 6 }).flatMap((item): Reading[] => {
    const start = longestStart(fold(item), conditions, 5);
    return start === null || /^\s*(?:de que|por que|por (?:el|la) examen|hoy)/.test(fold(item).slice(start.length)) ? [] : [{ key: 'condition', value: /^\s*(?:con \p{L}+$|cronic|tipo \d|generalizad|leve|sever|grave|postparto|mayor|estacional|social)/u.test(fold(item).slice(start.length)) ? item : asSaid(item, start) }];
  }), { confidence: 0.88 }),
  rule(['<yo>(tomo|estoy tomando|me tomo|me recetaron|me han recetado|me mandaron|me pincho|me inyecto|uso|estoy con|llevo \\p{L}+ \\p{L}+ tomando|me medico con) [\\p{N}+ mg de] [una pastilla de] [pastillas de] [todos los dias] [cada dia] [cada manana] [a diario] [el] [la] <list>'], (match) => readItems(match.get('list'), { words: 7 }).flatMap((item): Reading[] => {
    const start = longestStart(fold(item), medicines, 3);
    if (start === null || /^(?:tomo|me tomo)/.test(match.sentence.folded.slice(match.before.length)) && /^(?:ibuprofeno|paracetamol|aspirina)$/.test(start) && !/\b(?:todos|cada|diario|siempre|dia)\b/.test(match.sentence.folded)) return [];
    return [{ key: 'medication', value: asSaid(item, start) }];
  }), { confidence: 0.9 }),
  rule(['<yo>me (esguince|he esguinzado|rompi|he roto|fracture|he fracturado|torci|he torcido|disloque|lesione|he lesionado|desgarre|he desgarrado|operaron de|han operado de|operaron|hice un esguince en|he hecho un esguince en|hice un esguince de|operaron del|han operado del) (el|la|los|las|un|una|del|de la)? ?<part>', '<yo>(tengo|arrastro|sufro) [una] [un] (lesion|esguince|fractura|rotura|fisura|tendinitis|desgarro) (en|de) [el] [la] [mi] <part>', '<yo>tengo [la|el] <part> (rota|roto|lesionada|lesionado|fracturado|fracturada|operada|operado)'.replace('[la|el] ', '(?:la |el |una |un )?'), 'me (duele|duelen) [mucho] (cronicamente|siempre|desde hace anos) (la|el|las|los) <part>'], (match) => {
    const span = match.sentence.text.slice(match.before.length, match.sentence.text.length - match.after.length).trim();
    const noun = /(?:lesi[oó]n|esguince|fractura|rotura|fisura|tendinitis|desgarro)\b.*/iu.exec(span)?.[0];
    return { key: 'injury', value: noun ?? match.get('part') };
  }, { words: { part: bodyParts }, confidence: 0.88 }),
  rule(['<yo>soy [estricta] (?<diet>vegano|vegana|vegetariano|vegetariana|pescetariano|pescetariana|flexitariano|flexitariana|crudivegano|crudivegana|ovolactovegetariano|ovolactovegetariana|carnivoro|carnivora)', '<yo>(me hice|me he hecho|me volvi) (?<diet>vegano|vegana|vegetariano|vegetariana|pescetariano|pescetariana)', '<yo>(sigo|hago|llevo|estoy siguiendo|estoy haciendo|estoy a) [una] dieta <diet2>', '<yo>como (?<diet>sin gluten|kosher|halal|keto|paleo)', '<yo>(hago|practico) (?<diet>ayuno intermitente)'], (match) => {
    const diet = match.get('diet') || readPhrase(match.get('diet2'), { words: 3 });
    return diet ? { key: 'diet', value: diet, confidence: 0.92 } : null;
  }, { words: { diet2: '(?:vegana|vegetariana|mediterranea|keto|cetogenica|paleo|baja en \\p{L}+|sin \\p{L}+|blanda|hipocalorica|kosher|halal|fodmap|detox|proteica|flexitariana|macrobiotica|dash)' } }),
  rule(['<yo>(fumo|fumaba)', '<yo>(deje de fumar|he dejado de fumar|deje el tabaco|he dejado el tabaco|no he fumado nunca|soy no fumador|soy no fumadora)', '<yo>soy (fumador|fumadora)', '<yo>llevo \\p{L}+ \\p{L}+ sin fumar', '<yo>llevo \\p{N}+ \\p{L}+ sin fumar'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (/^(?:fumo|no fumo) (?:porros|marihuana|maria|hierba)/.test(said)) return null;
    const isNot = match.polarity !== 'none' || /deje|dejado|sin fumar|fumaba|soy no|no he fumado/.test(said.slice(0, 40));
    return { key: 'smokes', value: !isNot, confidence: 0.9 };
  }, { readsDenial: true }),
  rule(['<yo>(bebo|pruebo|tomo|consumo) [nada de] [ni] [una] [gota de] alcohol', '<yo>(soy abstemio|soy abstemia|deje de beber|he dejado de beber|deje el alcohol|he dejado el alcohol|deje la bebida)', '<yo>bebo', '<yo>llevo [\\p{N}+] [\\p{L}+] [\\p{L}+] sin (beber|probar el alcohol|alcohol|tomar alcohol)', '<yo>bebo (vino|cerveza) [casi] (todos los dias|los fines de semana|a diario|de vez en cuando)'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    const isNot = match.polarity !== 'none' || /abstemi|deje|dejado|sin (?:beber|probar|alcohol|tomar)/.test(said.slice(0, 45));
    if (/^(?:yo )?(?:ya )?(?:no )?bebo\b(?! alcohol| nada de alcohol| vino| cerveza)/.test(said) && !(isNot && /^\s*(?:[,.;!]|$|ni |y )/.test(match.after))) return null;
    return { key: 'drinks_alcohol', value: !isNot, confidence: 0.88 };
  }, { readsDenial: true }),
  rule(['<yo>(deje|he dejado) de ser <diet>', 'lo de ser <diet> (me duro|se acabo|se me paso)', '<yo>fui <diet> (durante|hasta|un tiempo|unos anos)'], (match) => (match.polarity === 'none' ? { key: 'diet', value: match.get('diet'), isEnded: true } : null), { words: { diet: 'vegan[oa]|vegetarian[oa]|pescetarian[oa]|crudivegan[oa]|flexitarian[oa]' } }),
];
