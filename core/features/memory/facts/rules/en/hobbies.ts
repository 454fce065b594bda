// What somebody does for pleasure.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, longestStart, readItems } from '../common.ts';
import { englishHobbyVerbs, instruments, pastimes, sports } from '../vocabulary/activities.ts';

const bare = (text: string) => fold(text).replace(/^(?:(?:a bit of|a little|some|the|a|lots of|a lot of|competitive|amateur|recreational|casual|indoor|semi-pro|pickup|youth) )+/, '');
const writtenPart = (item: string, folded: string): string => {
  const at = fold(item).indexOf(folded);
  return at < 0 ? item : item.slice(at, at + folded.length);
};

export const englishHobbies = [
  rule(["<i>(play|played|can play|have played|learned to play|picked up|started playing|started learning|took up|practice|practise) [a bit of] [a little] [some] [competitive] [the] <list>", "i've (played|been playing|been learning|been practicing|recently taken up|taken up|picked up|started playing) [the] <list>", "<i'm>(learning to play|learning how to play|learning|teaching myself to play|teaching myself|in a (?:\\p{L}+ )?(?:league|team) for|on (?:a|the|my) (?:\\p{L}+ )?team for|training for|getting into|trying to learn|taking up) [the] [how to play] <list>", 'i take <list> (?:lessons|classes)', '<i>(sing|play|perform) in a <list>'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const folded = bare(item).replace(/ (?:lessons|classes|team|league).*$/, '');
    const said = match.sentence.folded.slice(match.before.length);
    const isPast = /^i (?:\p{L}+ )?played\b/u.test(said);
    if (match.polarity === 'no' || isPast && !/\b(?:used to|in (?:high school|college)|as a (?:kid|child|teenager)|years ago)\b/.test(match.sentence.folded)) return [];
    const instrument = longestStart(folded, instruments, 3);
    if (instrument !== null && !sports.has(folded)) return [{ key: 'plays_instrument', value: writtenPart(item, instrument), ...(isPast ? { isEnded: true } : {}) }];
    const sport = longestStart(folded, sports, 3);
    if (sport !== null) return [{ key: 'plays_sport', value: writtenPart(item, sport), ...(isPast ? { isEnded: true } : {}) }];
    const pastime = longestStart(folded, pastimes, 3);
    return pastime === null || isPast ? [] : [{ key: 'hobby', value: writtenPart(item, pastime) }];
  }), { confidence: 0.9 }),
  rule(["<i>(do|practice|practise|go|started|took up|have started|have taken up|train|compete in|coach|am learning|teach myself|started doing|signed up for|train in) [a bit of] [a little] [a lot of] [some] [doing] <list>", "i've (started|taken up|been doing|been getting into|gotten into|got into|recently started|recently taken up) <list>", '<i>(got|am getting) into <list>'], (match) => readItems(match.get('list')).flatMap((item): Reading[] => {
    const folded = bare(item).replace(/ (?:lessons|classes|class)$/, '');
    if (match.polarity === 'no') return [];
    const sport = longestStart(folded, sports, 3);
    if (sport !== null) return [{ key: 'plays_sport', value: writtenPart(item, sport), confidence: 0.8 }];
    const pastime = longestStart(folded, pastimes, 3);
    return pastime === null || /^(?:go|cooking|cinema)$/.test(pastime) ? [] : [{ key: 'hobby', value: writtenPart(item, pastime), confidence: 0.85 }];
  })),
  rule(["<i>(collect|have been collecting|have collected) <words>", "i've (been collecting|collected) <words>", "<i've>a (?:huge |big |large |small |growing |massive )?collection of <words>"], (match) => {
    const value = readPhrase(match.get('words').replace(/\s+(?:from|for|as|in|on)\s.*$/iu, ''), { words: 4 });
    return value === null || match.polarity === 'no' || /^(?:them|it|these|those|this|that|my|data|dust|unemployment|the kids|money|rent)\b/.test(fold(match.get('words'))) ? null : { key: 'collects', value, confidence: 0.92 };
  }),
  rule(["my [main] [biggest] [other] [new] [favourite] [favorite] [only] (hobby|hobbies|pastime|pastimes|passion|passions|interests)(?:'s| is| are| include| includes|:) [mostly] <list>", "(in my (?:free|spare|down) time|for fun|in my spare hours|when i have (?:free )?time|on (?:the )?weekends|on my days off|to relax|to unwind),? i (?:like to |love to |enjoy |usually |mostly |often |mainly )?<list>", "<i>(spend my (?:free time|weekends|evenings|spare time|days off)) <list>", "<i'm>a keen <list>", "as a hobby,? i <list>"], (match) => readItems(match.get('list').replace(/^to\s+/i, '')).flatMap((item): Reading[] => {
    const folded = bare(item);
    const said = match.sentence.folded.slice(match.before.length);
    const isNamed = /^my\b/.test(said);
    if (match.polarity !== 'none' || /^(?:sleep|nothing|not|just|my|watch you|relax|work|be|have|am|stay|go out|see my|spend time|visit)\b/.test(folded)) return [];
    const first = folded.split(' ')[0]!;
    return isNamed || englishHobbyVerbs.has(first) || englishHobbyVerbs.has(`${first}ing`) || englishHobbyVerbs.has(`${first.replace(/e$/, '')}ing`) || pastimes.has(folded) ? [{ key: 'hobby', value: item, confidence: 0.88 }] : [];
  })),
  rule(['<i>(?<verb>paint|draw|knit|crochet|sew|quilt|sculpt|embroider|juggle|woodwork|scrapbook|sketch|birdwatch|whittle|embroider|skate|rock climb|geocache|kayak|sail|surf|ski|snowboard|rollerblade|brew my own beer|bake|garden|write poetry|write poems|write fan ?fiction|paint miniatures|make jewel\\p{L}+|do pottery|do woodwork|do karaoke|sing)'], (match) => (match.polarity === 'none' && /^\s*(?:[,.;!]|$|and\b|as a\b|a lot|in my|on the|when|whenever|to relax|for fun|sweaters|socks|scarves|landscapes|portraits|watercolou?rs|comics)/u.test(match.after) ? { key: 'hobby', value: match.get('verb'), confidence: 0.8 } : null)),
  rule(['<i>(?<verb>paint|draw|knit|crochet|sew|bake|garden|write|sing|dance|climb|surf|ski|swim|hike|sketch|cook|quilt|juggle|fish|paint miniatures|do pottery|make \\p{L}+|build \\p{L}+ \\p{L}+|write \\p{L}+|restore \\p{L}+ \\p{L}+|brew \\p{L}+) (for fun|as a hobby|in my (?:free|spare) time|on weekends|on the weekends|every weekend|whenever i can|for relaxation)'], (match) => (match.polarity === 'none' ? { key: 'hobby', value: match.get('verb') } : null)),
  rule(["<i>(gave up|have given up|stopped playing) (?:the |playing (?:the )?)?<words>"], (match) => {
    const folded = match.folded('words');
    const instrument = longestStart(folded, instruments, 3);
    const sport = longestStart(folded, sports, 3);
    return match.polarity !== 'none' ? null : instrument !== null ? { key: 'plays_instrument', value: writtenPart(match.get('words'), instrument), isEnded: true } : sport !== null ? { key: 'plays_sport', value: writtenPart(match.get('words'), sport), isEnded: true } : null;
  }),
];
