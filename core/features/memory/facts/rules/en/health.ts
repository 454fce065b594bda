// Body and mind.
import { rule } from '../../reading/rule.ts';
import type { Reading } from '../../reading/rule.ts';
import { fold, longestStart, readItems } from '../common.ts';
import { bodyParts, conditions, englishConditionWords, medicines } from '../vocabulary/health.ts';

const asSaid = (text: string, folded: string): string => {
  const at = fold(text).indexOf(folded);
  return (at < 0 ? folded : text.slice(at, at + folded.length)).replace(/^(?:an?|the)\s+/iu, '');
};

export const englishHealth = [
  rule(["i (?:don't|do not|dont|never|neither) (?:smoke (?:or|nor|and) drink|drink (?:or|nor|and) smoke)", "i neither smoke nor drink"], () => [{ key: 'smokes', value: false, confidence: 0.95 }, { key: 'drinks_alcohol', value: false, confidence: 0.95 }], { readsDenial: true }),
  rule(["<i'm>(severely |deathly |very |highly |really |mildly |a bit |super |terribly |badly |slightly )?allergic to <list>", "<i've>(?:an?|the|some|bad|severe|really bad|terrible) (?:severe |bad |mild |serious |terrible |nasty )*allergy to <list>", "<i've>(?:an?|bad|severe|terrible|seasonal|my)? ?(?:severe |bad |mild |serious |terrible |nasty )*(?<list>[\\p{L} ]{3,25}?) (?:allergy|allergies)", 'my allergy to <list>', 'my (?<list>(?:\\p{L}+ )?\\p{L}+) allergy'], (match) => (match.polarity === 'none' ? readItems(match.get('list'), { words: 4 }) : [])
    .filter((item) => !/^(?:mornings?|work|mondays|drama|bad|severe|some|any|bullshit|commitment|exercise|people|stupid|food|my|this|the|seasonal|really)\b/.test(fold(item)) || /^seasonal$/.test(fold(item))).map((item) => ({ key: 'allergy', value: item })), { confidence: 0.92 }),
  rule(["<i'm>[a] [also] [a bit] [severely] [mildly] [slightly] [partially] <words>", "i was (born|diagnosed as|diagnosed) [as] <words>", 'turns out i(?:\'m| am) <words>'], (match) => {
    const start = longestStart(match.folded('words').replace(/^a\s+(?=type)/, ''), englishConditionWords, 4);
    const rest = start === null ? '' : match.folded('words').slice(match.folded('words').indexOf(start) + start.length);
    return start === null || match.polarity !== 'none' && !/born/.test(match.sentence.folded) || /^\s*(?:to (?:the|my|his|her|that|this|it)|sided|about (?:my|the)|from (?:the|all))/.test(rest) ? null : { key: 'condition', value: asSaid(match.get('words'), start), confidence: 0.9 };
  }),
  rule(["<i've>[really] [mild] [severe] [chronic] [bad] [terrible] [pretty] [a bit of] [some] [horrible] [diagnosed] [a] [been diagnosed with] <list>", "<i>(suffer from|suffer with|struggle with|live with|deal with|battle|was diagnosed with|got diagnosed with|have been diagnosed with|was born with|cope with|manage|am diagnosed with|get|take medication for) [a] [really] [mild] [severe] [chronic] [bad] [terrible] [crippling] [my] <list>", "i've (struggled with|been diagnosed with|dealt with|lived with|had|suffered from|been living with|battled|been battling|been dealing with) [a] [mild] [severe] [chronic] <list>", "<i'm>(diagnosed with|living with|recovering from|being treated for|in recovery from|struggling with|dealing with) [a] [mild] [severe] [chronic] <list>", "my <list> (?:is acting up|flared up|is flaring up|has been acting up|has been bad)"], (match) => readItems(match.get('list'), { words: 6 }).flatMap((item): Reading[] => {
    if (match.polarity !== 'none' && !(match.polarity === 'over' && false)) return [];
    const start = longestStart(fold(item), conditions, 5);
    return start === null || /^\s*(?:about|because|today|over|from (?:the|this|all)|before|due)/.test(fold(item).slice(start.length)) || /^i (?:\p{L}+ )?get\b/u.test(match.sentence.folded.slice(match.before.length)) && !/migraine|panic|hay fever|vertigo/.test(start) ? [] : [{ key: 'condition', value: asSaid(item, start) }];
  }), { confidence: 0.88 }),
  rule(["<i>(take|am taking|am on|use|was prescribed|got prescribed|have been prescribed|started|started taking|have been on|have been taking|inject|need) [\\p{N}+ ?mg of] [\\p{N}+mg of] [daily] [my] [some] [a low dose of] <list>", "<i'm>(taking|on|prescribed|currently on|back on) [\\p{N}+ ?mg of] [daily] [my] [some] [a low dose of] <list>", "i've been (taking|on|prescribed) [\\p{N}+ ?mg of] [daily] <list>"], (match) => (match.polarity === 'no' ? [] : readItems(match.get('list'), { words: 7 })).flatMap((item): Reading[] => {
    const start = longestStart(fold(item), medicines, 3);
    if (start === null || /^(?:ibuprofen|tylenol|aspirin|acetaminophen|naproxen)$/.test(start) && !/\b(?:every|daily|each|always|nightly|twice|once)\b/.test(match.sentence.folded)) return [];
    return [{ key: 'medication', value: asSaid(item, start) }];
  }), { confidence: 0.9 }),
  rule(["<i>(broke|fractured|sprained|tore|dislocated|injured|twisted|hurt|have broken|messed up|blew out|pulled|ruptured|had surgery on|strained|have torn|busted|threw out) (my|the|a) (?:left |right |whole )?<part>", "i've (broken|torn|sprained|injured|fractured|dislocated) my (?:left |right )?<part>", "<i've>(?:an?|the) (?<kind>(?:torn|broken|sprained|fractured|bad|injured|herniated|pulled|dislocated|bum|dodgy|ruptured|pinched|slipped) (?:left |right )?(?:nerve in my |disc in my )?)<part>", "<i've>(?:an?|the) (?<kind>(?:\\p{L}+ )?(?:injury|tear|sprain|fracture|tendonitis|tendinitis) (?:in|to|on|of) (?:my|the) (?:left |right )?)<part>", "my (?:left |right )?<part> (?:is|was|got) (?:broken|torn|sprained|fractured|injured|dislocated|messed up)"], (match) => {
    if (match.polarity !== 'none' || /^\s*(?:heart|string|news)/.test(match.after)) return null;
    const said = match.sentence.text.slice(match.before.length, match.sentence.text.length - match.after.length).trim();
    return { key: 'injury', value: match.get('kind') !== '' ? `${match.get('kind')} ${match.get('part')}` : said.replace(/^i(?:'ve|’ve| have)?\s+(?:(?:just|recently|also|once)\s+)*/iu, '') };
  }, { words: { part: bodyParts } }),
  rule(["<i'm>[a] [an] [strict] [strictly] [mostly] [fully] (?<diet>vegan|vegetarian|pescatarian|pescetarian|flexitarian|keto|gluten-free|gluten free|dairy-free|dairy free|plant-based|carnivore|a carnivore)", "<i'm>on (?:a|the) (?<diet>keto|vegan|vegetarian|mediterranean|low[- ]carb|gluten[- ]free|paleo|low[- ]fodmap|carnivore|dash|low[- ]sodium|liquid|plant[- ]based|ketogenic|low[- ]fat|high[- ]protein) diet", '<i>(went|have gone|follow|eat|keep|am eating|became|turned|do) [strictly] [a] (?<diet>vegan|vegetarian|keto|kosher|halal|gluten-free|gluten free|plant-based|pescatarian|paleo|low-carb|intermittent fasting|dairy-free)', "i've (been|gone) (?:a )?(?<diet>vegan|vegetarian|keto|pescatarian|gluten-free|plant-based)"], (match) => (match.polarity === 'no' || /^\s*(?:food|restaurant|meal|recipe|cookbook|option|friend|girlfriend|boyfriend|bakery)/.test(match.after) ? null : { key: 'diet', value: match.get('diet').replace(/^a\s/i, ''), confidence: 0.92 })),
  rule(["<i>smoke", "i (?:haven't|have not) (?:smoked|had a cigarette)", "<i>(quit|stopped|gave up|have quit|have stopped) smoking", "<i'm>(a (?:\\p{L}+ )?smoker|a non-smoker|a nonsmoker|a former smoker|an ex-smoker)", "i've (never smoked|quit smoking|stopped smoking|given up smoking)", "i used to smoke", 'i smoked (?:for|until)'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (/^\s*(?:weed|pot|marijuana|salmon|meat|brisket|the competition|alarm|detector|a brisket|ribs|cannabis|joints)/.test(match.after)) return null;
    const isNot = match.polarity !== 'none' || /quit|stopped|gave up|given up|non-?smoker|never smoked|former|ex-smoker|used to|smoked|had a cigarette/.test(said.slice(0, 40));
    return { key: 'smokes', value: !isNot, confidence: 0.9 };
  }, { readsDenial: true }),
  rule(["<i>drink [any] [alcohol|wine|beer|booze]", "<i>(quit|stopped|gave up|have quit|have stopped|don't touch) (?:drinking|alcohol|booze)", "<i'm>(sober|a teetotaler|a teetotaller|teetotal|an ex-drinker|\\p{L}+ (?:months|years|days) sober|\\d+ (?:months|years|days) sober)", "i've (been sober|quit drinking|stopped drinking|given up alcohol|given up drinking|never had alcohol|never drunk alcohol)", 'i (don\'t|do not|dont|never) drink (?:alcohol|booze|wine or beer|at all)?', '<i>drink (?:wine|beer|alcohol|socially|occasionally)'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    const isNot = match.polarity !== 'none' || /quit|stopped|gave up|given up|sober|teetotal|never|ex-drinker|don't|do not|dont/.test(said.slice(0, 40));
    if (/^i (?:\p{L}+ )*(?:don't |do not |dont |never )?drink\b(?! (?:[a]ny )?(?:alcohol|wine|beer|booze|socially|occasionally|at all))/u.test(said) && !(isNot && /^\s*(?:[,.;!]|$|and |or |anymore|any more|but)/.test(match.after))) return null;
    return { key: 'drinks_alcohol', value: !isNot, confidence: 0.88 };
  }, { readsDenial: true }),
  rule(["\\p{L}+ (?:days|weeks|months|years) (?:sober|alcohol-free)(?: today| now)?"], (match) => (/^\W*(?:i'm |today )?$/.test(match.before) && /^\s*(?:[,.!;]|$|and\b)/.test(match.after) ? { key: 'drinks_alcohol', value: false, confidence: 0.85 } : null)),
  rule(["i (?:can't|cannot) (?:have|eat|touch) (?<list>[\\p{L} ]{3,30}), (?:my throat|i (?:swell|break out|get hives|go into anaphyla))[^.;!?]{0,20}", "i (?:can't|cannot) (?:have|eat|touch) (?<list>[\\p{L} ]{3,30}) (?:because|or|cause) (?:my throat|i (?:swell|break out|get hives))[^.;!?]{0,20}"], (match) => readItems(match.get('list')).map((item) => ({ key: 'allergy', value: item, confidence: 0.8 })), { readsDenial: true }),
  rule(["<i'm>not (?:a )?\\p{L}+, (?:just|only|but) (?:a )?(?<diet>vegan|vegetarian|pescatarian|flexitarian)"], (match) => ({ key: 'diet', value: match.get('diet'), confidence: 0.85 }), { readsDenial: true }),
];
