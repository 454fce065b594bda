// What somebody likes and dislikes, and their favourites.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { anyOf } from '../../reading/template.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold, liking, readItems } from '../common.ts';
import { knownWorks } from '../vocabulary/known-works.ts';
import { englishThings } from '../vocabulary/things.ts';

const words = { thing: anyOf(englishThings.keys()) };
/** Not a lasting taste: this film, that dinner, somebody, or a whole sentence. */
const passing = /^(?:it|its|this|that|these|those|you|your|him|her|them|his|their|how|what|when|where|who|why|to (?:think|say|know|see you|hear|be|believe|talk to you)|the (?:way|idea|fact|movie|film|dinner|food|answer|question|sound of that|new|part where|end)(?: (?:last|yesterday|tonight).*| you.*| that.*|$)|being (?:here|able)|talking (?:to|with) you|chatting with you|hearing|having to|seeing you|my (?:job|life|new|boss|body|hair|family|boyfriend|girlfriend|husband|wife|dog|cat|kids|mom|dad|friends|work|sons?|daughters?|nephews?|nieces?|cousins?|grandkids|grandchildren|parents|in-laws|clients|students|colleagues|coworkers|aunt|uncle|grandma|grandpa|sister|brother|house|car|apartment|neighbor|neighbour)|everything|nothing|someone|somebody|a (?:girl|guy|boy|lot|challenge|bit|little)|life|mondays? like|myself|everyone|god|us|me|so much|one of|one day|not|giving|as|in|about|from|because|for)(?![\p{L}])/u;

/** Words that point at something in the conversation, or compare. */
const pointing = /^(?:not )?(?:huge|big|massive|great|real|true|total|such|much of a|real big)$|\b(?:him|her|them|it|you|me|this|that|these|those|your|his|their|our|better|best|more|worse|either|neither|both|far|here|there|idea|post|comment|comments|sub|thread|op|episode|scene|season|movie|author|guy|guys|dude|names?|same|answers?|whole thing|thing|stuff)\b|^(?:having|being|seeing|getting|hearing|knowing|losing|existing|shouting|people|parents|friends|second|first|last|new|shit|crap|saying|reading (?:this|your)|chat|rant)\b|\b(?:to|with|of|in|on|for|from|as|like|about|between|at|the)$/u;
/** "the guy", "the art": one that was spoken of; a few things always go with their article. */
const particular = /^the (?!(?:beach|ocean|sea|seaside|mountains?|rain|outdoors|cold|heat|sun|sunshine|snow|winter|summer|autumn|fall|spring|gym|theat(?:er|re)|cinema|movies|dark|colou?r|taste|smell|sound|feel(?:ing)? of|country(?:side)?|city|woods|forest|desert|lake|river|night|morning|mornings|quiet|silence|stars|moon|water|ballet|opera|circus|zoo|library|internet|news|\d\d'?s|eighties|nineties|seventies|guitar|piano|violin|drums|accordion|saxophone|cello|harp|banjo|ukulele|flute|dentist|doctor|bus|train|subway|tube|gym|holidays|sims|office|beatles|cure|smiths|crown|witcher|wire|matrix|simpsons|legend|lord|godfather|rolling|who|strokes|killers|national|great|little|last of us)\b)/u;

const likings = (match: RuleMatch, isLiked: boolean, confidence = 0.85): (Reading | null)[] => {
  const text = match.get('list').replace(/^(?:all (?:kinds|sorts|types) of|any kind of|most|all|to|a good|the taste of|the smell of)\s+(?=\p{L})/iu, '');
  const clause = match.folded('list').split(/[,;.]|\s(?:and|but|because)\s/)[0]!;
  if (passing.test(match.folded('list')) || /\b(?:today|tonight|yesterday|right now)\b/.test(clause)) return [];
  const items = readItems(text, { until: /\s(?:except|apart from)(?![\p{L}])/u }).filter((item, index) => !passing.test(fold(item)) && !pointing.test(fold(item)) && !(index === 0 && particular.test(fold(text))));
  return items.map((item) => {
    const known = liking(item.replace(/\s+(?:to|over|than|rather than) \p{L}+(?: \p{L}+)?$/u, (tail) => (/^i (?:\p{L}+ )?prefer\b/u.test(match.sentence.folded.slice(match.before.length)) ? '' : tail)).replace(/\s+(?:a lot|so much|very much|the most|more than anything|to bits|to death|with a passion|at all|in general|more than \p{L}+)$/iu, ''), isLiked);
    // Of several at once none is the favourite.
    const read = known !== null && items.length > 1 && known.key.startsWith('favorite_') ? { ...known, key: 'likes' } : known;
    return read && { confidence, ...read };
  });
};

export const englishPreferences = [
  rule(["<i>(love|like|enjoy|adore|dig|have always loved|have always liked|have loved|have grown to love|have come to love|prefer|fancy|live for|go crazy for) <list>", "i've (?:always (?:loved|liked|enjoyed|adored)|grown to (?:love|like)|come to love) <list>", 'i do (love|like|enjoy) <list>', "<i>can't get enough of <list>", 'i (fell|am) in love with <list>', 'i loved <list> (?:since|as a kid)'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (/can'?t get enough/.test(said)) return likings(match, true);
    if (/^i (?:fell|am) in love/.test(said)) return [];
    if (match.polarity === 'over') return likings(match, true).map((read) => read && { ...read, isEnded: true });
    if (/^i (?:\p{L}+ )?(?:didn't|did not)\b/u.test(said)) return [];
    return likings(match, match.polarity === 'none');
  }, { readsDenial: true }),
  rule(["i've gone off <list>", "i(?:'ve| have)? (?:fell|fallen) out of love with <list>"], (match) => likings(match, true).map((read) => read && { ...read, isEnded: true })),
  rule(["<i'm>(an|a)? ?(?:really |very |so |huge |big |massive |total |real |true |complete |bit of a |big-time |lifelong |avid |die-hard |major )*(into|fond of|crazy about|mad about|obsessed with|passionate about|keen on|addicted to|a fan of|fan of|lover of|sucker for|fanatic of|nuts about|hooked on|enthusiastic about) <list>", "<i'm>(a|an) (?:really |very |so |huge |big |massive |total |real |true |complete |lifelong |avid |die-hard |major )*(?<list>[\\p{L}&' -]{3,40}?) (lover|fan|enthusiast|addict|nerd|geek|fanatic|junkie|buff|aficionado)"], (match) => {
    if (match.polarity === 'over') return likings(match, true).map((read) => read && { ...read, isEnded: true });
    return likings(match, match.polarity === 'none');
  }, { readsDenial: true }),
  rule(["<list> (is|are) my (weakness|jam|guilty pleasure|happy place|passion|obsession|comfort food|kryptonite|vice|thing|one true love)", "my (guilty pleasure|weakness|comfort food|passion|obsession|happy place|vice) (is|are) <list>", "there's nothing i (like|love|enjoy) more than <list>", 'what i (love|like|enjoy) (most|best) is <list>', 'nothing beats <list>', "i can't live without <list>", "i couldn't live without <list>", "<i>have a (?:soft spot|weakness|thing|passion) for <list>", "<i>(live and breathe|geek out over|go nuts for|swear by) <list>"], (match) => (/\b(?:not|that|this|it)\s*$/.test(match.before) ? [] : likings(match, true, 0.8))),
  rule(["<i>(support|root for|follow|barrack for|cheer for) [the] <words>", "<i'm>(?:an?|a huge|a big|a massive|a die-hard|a lifelong)? ?(?:huge |big |massive |die-hard |lifelong |long-suffering )*(?<words>[\\p{L}&' -]{3,40}?) (?:fan|supporter)", "my team is [the] <words>"], (match) => {
    const value = readPhrase(match.get('words').replace(/^(?:huge|big|massive|die-hard|lifelong)\s+/iu, ''), { words: 4 });
    if (value === null || match.polarity !== 'none') return null;
    const kind = knownWorks.get(fold(value)) ?? knownWorks.get(`the ${fold(value)}`);
    const isClub = /\b(?:united|city|fc|rovers|wanderers|athletic|albion|hotspur|rangers|county|town)\b/.test(fold(value)) && /^\p{Lu}/u.test(value);
    const isSupport = /^(?:i (?:\p{L}+ )?(?:support|root|barrack|cheer)|my team)/u.test(match.sentence.folded.slice(match.before.length)) && /^\p{Lu}/u.test(value) && !/^(?:My|The|This|You|Trump|Biden|Ukraine|Palestine|Israel)\b/.test(value);
    return kind === 'team' || isClub || isSupport ? { key: 'favorite_team', value, confidence: 0.88 } : null;
  }),
  rule(["<i>(hate|dislike|despise|detest|loathe|have always hated|can't stand|cannot stand|cant stand|can't bear|can't handle|dread) <list>", "i (can't|cannot|cant|can not|could never) (stand|bear|tolerate|abide|deal with) <list>", "i've (always|never) (hated|liked|been into|enjoyed) <list>", "i've never been [a] [much of a] [big] (fan of|into|fond of) <list>", "<i'm>(terrified of|scared of|afraid of|disgusted by|allergic to the idea of) <list>", "<i>(don't|do not|dont) care for <list>", "i'm not [a] [really] [that] [much of a] [big] [huge] [massive] [great] (fan of|into|fond of|keen on|crazy about|big on) <list>", "(?<=^\\W*|[,;:.!] )(?:really )?not (?:that |really |a )?(?:much of a |big |huge )*(fan of|into|fond of|keen on|big on) <list>", "(?:the (?:one )?thing|what) i (?:hate|can't stand|dislike) (?:the )?most is <list>", "i(?:'ll)? eat (?:almost )?(?:everything|anything) (?:except|but|apart from) <list>", "<list> (bores|bore) me (?:to tears|to death|stiff|senseless)", "<list> (?:just |really )?(?:isn't|aren't|is not|are not) for me", "<list> (is|are) not my thing", "<list> (gross me out|grosses me out|freak me out|disgust me|disgusts me)"], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (match.polarity === 'over' && !/never/.test(said.slice(0, 14))) return likings(match, false).map((read) => read && { ...read, isEnded: true });
    if (said.startsWith("i've always hated")) return likings(match, false);
    if (said.startsWith("i've always")) return [];
    if (match.polarity === 'no' && /^i (?:really )?(?:don't|do not|dont|didn't|never) (?:really )?(?:hate|dislike|despise|detest|loathe|mind)/.test(said)) return [];
    if (match.polarity === 'no' && /(?:terrified|scared|afraid)/.test(said.slice(0, 30))) return [];
    return likings(match, false);
  }, { readsDenial: true }),
  rule(["my [all-time] [all time] [absolute] favou?rite [kind of] [type of] <thing>(?:'s| is| are| has always been| was| of all time is| in the world is| ever is| has to be| would be| would have to be| will always be) [definitely] [probably] [always] [actually] [easily] [still] <words>", "my (fave|fav) <thing>(?:'s| is| are) <words>", "my go-to <thing>(?:'s| is| are) <words>", 'the <thing> i (love|like) (most|best|the most) is <words>'], (match) => {
    const value = readPhrase(match.get('words'), { words: 7 });
    return value === null || /^(?:when|that|this|the one|one|a|an|not|about|how|what|where|whatever|any|anything|whatever|everything|none|both|all|still|probably not)(?![\p{L}])/u.test(fold(match.get('words'))) ? null : { key: `favorite_${englishThings.get(match.folded('thing'))!}`, value, confidence: 0.95 };
  }, { words }),
  rule(["<subject>(?: is|'s| are| has always been| was| will always be) [hands down] [definitely] [easily] [probably] [still] [by far] (my|our) [all-time] [all time] [absolute] favou?rite <thing>"], (match) => {
    const value = readPhrase(match.get('subject').replace(/^.*\b(?:that|and|but|think|so|well)\s+/iu, ''), { words: 6 });
    return value === null || /^(?:it|that|this|what|which|he|she|they|here|there|not|these|those|who)\b/.test(fold(value)) ? null : { key: `favorite_${englishThings.get(match.folded('thing'))!}`, value, confidence: 0.9 };
  }, { words: { ...words, subject: String.raw`[\p{L}\p{N}'. &-]{2,50}?` } }),
  rule(["<i'm>(?:more of )?an? (?<list>\\p{L}+) (person|guy|girl)", "i've always been (?:more of )?an? (?<list>\\p{L}+) (person|guy|girl)", "always been (?:more of )?an? (?<list>tea|coffee|cat|dog|beach|mountain|summer|winter|book|city|country|wine|beer) (person|guy|girl)", "nothing beats <list>", "there's nothing (?:like|better than) <list>"], (match) => {
    if (match.polarity !== 'none' || /\b(?:person|guy|girl)$/.test(match.sentence.folded.slice(match.before.length, match.sentence.folded.length - match.after.length).trim()) && !/^(?:tea|coffee|cat|dog|beach|mountains?|summer|winter|books?|city|country|wine|beer|music|outdoors|snow|sea|chocolate)$/.test(match.folded('list'))) return [];
    return likings(match, true).slice(0, 1);
  }),
];
