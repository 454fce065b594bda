// What somebody does for pleasure.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, longestStart, readItems } from '../common.ts';
import { instruments, pastimes, spanishHobbyVerbs, sports } from '../vocabulary/activities.ts';

const bare = (text: string) => fold(text).replace(/^(?:a |al |a la |el |la |los |las |un poco de |un poco |mucho |bastante |clases? de )+/, '');

export const spanishHobbies = [
  rule(['<yo>(toco|tocaba|estoy aprendiendo a tocar|aprendo a tocar|empece a tocar|he empezado a tocar|se tocar|llevo \\p{L}+ anos tocando|llevo \\p{N}+ anos tocando|llevo \\p{L}+ tocando) [tambien] [un poco] [algo] <list>'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const name = longestStart(bare(item), instruments);
    const isPast = /^(?:antes )?tocaba/.test(match.sentence.folded.slice(match.before.length));
    return name === null ? [] : [{ key: 'plays_instrument', value: item.replace(/^(?:(?:un poco|algo) )?(?:el|la|los|las|de)\s+/iu, '').split(/\s+/).slice(0, name.split(' ').length).join(' '), ...(isPast ? { isEnded: true } : {}) }];
  }), { confidence: 0.92 }),
  rule(['<yo>(juego|jugaba|jugamos|practico|practicaba|practicamos|entreno|hago|estoy aprendiendo|compito en|empece a practicar|he empezado a hacer|he empezado a jugar|empece a jugar|empece a hacer|me apunte a|me he apuntado a|doy clases de|tomo clases de|voy a clases de|voy a clase de|voy a) [mucho] [bastante] [tambien] [al] [a la] [a] [un poco de] [el] [la] [mucha] [mucho] [clases de] <list>'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const folded = bare(item);
    const verb = match.sentence.folded.slice(match.before.length);
    const isPast = /^(?:antes )?(?:yo )?(?:jugaba|practicaba)/.test(verb);
    const sport = longestStart(folded, sports, 3);
    const ended = isPast ? { isEnded: true } : {};
    if (/^(?:ya )?(?:no )?voy a/.test(verb) && !/^voy a clases? de/.test(verb) && (sport === null || /^(?:hacer|jugar|ver|correr|un partido)/.test(folded))) return [];
    if (sport !== null) {
      const isPlayed = !pastimes.has(sport);
      return [{ key: isPlayed ? 'plays_sport' : 'plays_sport', value: writtenPart(item, sport), ...ended }];
    }
    const pastime = longestStart(folded, pastimes, 3);
    return pastime === null || /^(?:hago|voy)/.test(verb) && /^(?:pan|cocina|cine|series)$/.test(pastime) ? [] : [{ key: 'hobby', value: /^ de \p{L}+$/u.test(folded.slice(pastime.length)) ? item : writtenPart(item, pastime), ...ended }];
  }), { confidence: 0.85 }),
  rule(['(los|las) \\p{L}+ [y \\p{L}+] [por la \\p{L}+] [yo] (tengo|hago|voy a) [clase de] [clases de] [taller de] <list>', '<yo>(tengo|hago) [clase de] [clases de] [taller de] (?<list>[^,;:.!?\\n]{3,40}?) (los|todos los|cada|una vez por|dos veces por) \\p{L}+', '<yo>(juego|entreno|estoy) en un equipo de (?<list>[\\p{L} ]{3,25})', '<yo>(canto|toco|bailo|juego) en (un|una|el|la) (?<list>coro|banda|grupo|orquesta|equipo de \\p{L}+|compania de \\p{L}+|liga de \\p{L}+)', '<yo>(estoy en|me apunte a|me he apuntado a|voy a) (un|una) (?<list>coro|club de lectura|taller de \\p{L}+|clase de \\p{L}+|grupo de \\p{L}+)'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const folded = bare(item);
    if (/en un equipo de/.test(match.sentence.folded)) return longestStart(folded, sports, 3) === null ? [] : [{ key: 'plays_sport', value: item }];
    return pastimes.has(folded) || sports.has(folded) || /^(?:coro|club de|taller de|clase de|grupo de (?:teatro|lectura|senderismo))/.test(folded) ? [{ key: sports.has(folded) && !pastimes.has(folded) ? 'plays_sport' : 'hobby', value: item, confidence: 0.8 }] : [];
  })),
  rule(['<yo>(colecciono|coleccionaba|llevo anos coleccionando|tengo una coleccion de|tengo una gran coleccion de|estoy coleccionando) <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 5 });
    return value === null ? null : { key: 'collects', value, confidence: 0.95 };
  }),
  rule(['mis? [gran] [principal] [principales] [otro] [nuevo] [grandes] (hobby|hobbies|hobbie|pasatiempo|pasatiempos|aficion|aficiones|pasion|pasiones|aficion favorita|pasatiempo favorito) (es|son|siempre ha sido|sigue siendo) <list>', '(en|durante) mis? (tiempo libre|ratos libres|tiempos libres|dias libres) [yo] [me gusta] [me encanta] [suelo] [me dedico a] [aprovecho para] <list>', '<yo>me he aficionado (a la|al|a los|a las|a) <list>', '<yo>(le di|le he dado) (a la|al) <list>'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const folded = bare(item);
    const first = folded.split(' ')[0]!;
    const isActivity = spanishHobbyVerbs.has(first) || pastimes.has(folded) || sports.has(folded) || /hobb|pasatiempo|aficion|pasion/.test(match.sentence.folded.slice(match.before.length, match.before.length + 40));
    return isActivity && !/^(?:dormir|descansar|nada|que|no|mi |tu |ver como|trabajar)/.test(folded) ? [{ key: 'hobby', value: item, confidence: 0.88 }] : toInfinitive(item);
  })),
  rule(['<yo>(pinto|dibujo|escribo|bailo|canto|cocino|horneo|coso|tejo|hago|nado|corro|escalo|surfeo|buceo|patino|esquio|programo|medito|monto|salgo|cultivo|leo|practico) [mucho] [mucha] [bastante] [poemas y] <words> (en mi tiempo libre|por hobby|como hobby|por aficion|de aficion|en mis ratos libres|por placer|los fines de semana|todos los fines de semana|cada fin de semana)', '<yo>(?<words>(?:pinto|dibujo|bailo|canto|coso|tejo|nado|escalo|surfeo|buceo|patino|esquio)) (en mi tiempo libre|por hobby|como hobby|por aficion|en mis ratos libres|por placer)'], (match) => {
    const text = match.sentence.text.slice(match.before.length).replace(/^(?:yo|también|ahora|siempre)\s+/iu, '').replace(/\s+(?:en mi tiempo libre|por hobby|como hobby|por afición|por aficion|de afición|en mis ratos libres|por placer|(?:todos )?los fines de semana|cada fin de semana).*$/iu, '');
    const value = readPhrase(text, { words: 5 });
    return value === null ? null : { key: 'hobby', value };
  }),
  rule(['<yo>(deje|he dejado|abandone|he abandonado) (el|la|los) <words>'], (match) => {
    const folded = match.folded('words');
    const instrument = longestStart(folded, instruments, 3);
    const sport = longestStart(folded, sports, 3);
    return match.polarity !== 'none' || /^\s*(?:en casa|en el|encima)/.test(folded.slice((instrument ?? sport ?? '').length)) ? null : instrument !== null ? { key: 'plays_instrument', value: writtenPart(match.get('words'), instrument), isEnded: true } : sport !== null ? { key: 'plays_sport', value: writtenPart(match.get('words'), sport), isEnded: true } : null;
  }),
  rule(['<yo>me (ha dado|dio) por (?<words>(?:hacer|coser|tejer|pintar|dibujar|cocinar|cultivar|escribir|leer|bailar|bordar|hornear|coleccionar|restaurar|aprender)[^,;:.!?]{0,50})', '<yo>(salgo a|voy a) (?<words>correr|nadar|remar|escalar|trotar) (?:\\p{L}+|\\d) (vez|veces) (por|a la) semana'], (match) => {
    const value = readPhrase(match.get('words'), { words: 7 });
    return value === null || match.polarity !== 'none' ? null : { key: /^(?:correr|nadar|remar|escalar|trotar)$/.test(fold(value)) ? 'plays_sport' : 'hobby', value, confidence: 0.8 };
  }),
];

/** "pinto acuarelas" as a pastime is its thing; a lone verb is kept as said. */
function toInfinitive(item: string): Reading[] {
  const verb = /^(?:pinto|dibujo|escribo|leo|cocino|bailo|canto|coso|tejo|toco|hago|juego|salgo|corro|nado|monto|veo)(?:\s+(?:a|al|en))?\s*(.*)$/iu.exec(item);
  return verb ? [{ key: 'hobby', value: /^hago\s/iu.test(item) ? item.slice(5) : item, confidence: 0.8 }] : [];
}

function writtenPart(item: string, folded: string): string {
  const at = fold(item).indexOf(folded);
  return at < 0 ? item : item.slice(at, at + folded.length);
}
