// Where somebody lives, lived and moved to.
import { rule } from '../../reading/rule.ts';
import type { RuleMatch } from '../../reading/rule.ts';
import { fold } from '../common.ts';
import { placeName } from './identity.ts';

const notHome = /^(?:the moment|january|february|march|april|may|june|july|august|september|october|november|december|god|mars|instagram|facebook)\b/;
const home = (match: RuleMatch) => {
  const place = placeName(match.get('words'));
  return place === null || notHome.test(fold(place)) ? null : { key: 'home_city', value: place };
};

export const englishPlaces = [
  rule(["<i>(live|reside|stay) [here] [alone] [now] [with my \\p{L}+] (in|near|outside|outside of|just outside|over in|out in|up in|down in) [a (\\p{L}+ )?(flat|apartment|house|studio|condo|town|village|suburb|farm|cottage|place|city) (called|near|outside|in|of)] <words>", "<i'm>(living|based|residing|staying|located|currently living|settled) (in|out of|near) <words>", 'we live in <words>', "we're living in <words>", "i've (lived|been living|been based) in <words>", "i have lived in <words>", 'my (hometown|home town|home city|home) is [in] <words>', "i call <words> home", '<i>have been living in <words>'], (match) => (/^my home ?town/.test(match.sentence.folded.slice(match.before.length)) ? null : home(match)), { confidence: 0.9 }),
  rule(['<i>(moved|relocated|have moved|have relocated|just moved|have just moved|moved back|have moved back|moved over|emigrated) [from \\p{L}+] [back] [out] [over] [down] [up] [here] to <words>', "i've (just |recently |finally )?(moved|relocated|settled) [back] [down] (to|in) <words>", "we('ve)? (just |recently |finally )?(moved|relocated) [back] [here] to <words>", 'we have (just )?moved to <words>', '<i>settled [down] in <words>', '<i>ended up (in|living in|moving to) <words>'], (match) => (match.folded('words').startsWith('used to') ? null : home(match)), { confidence: 0.88 }),
  rule(['i lived in <words>', 'we (used to live|lived) in <words>', '<i>moved (away from|out of|from) <words>'], (match) => {
    const found = home(match);
    const isMoved = /^(?:i|we) .{0,20}moved/.test(match.sentence.folded.slice(match.before.length));
    return found && (isMoved || /\b(?:before|until|till|ago|back then|previously|used to|for \p{L}+ years)\b/u.test(match.sentence.folded)) ? { ...found, isEnded: true, confidence: 0.7 } : null;
  }),
];
