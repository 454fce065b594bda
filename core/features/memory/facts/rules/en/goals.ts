// What somebody wants to reach, beyond today.
import { rule } from '../../reading/rule.ts';
import { readPhrase } from '../../reading/values.ts';
import { fold } from '../common.ts';

/** Verbs of wishes that last; "I want to eat" is over by supper. */
const lasting = /^(?:(?:be able to|eventually|finally|one day|someday|actually|really|get to|start to|go back to and|try to) )?(?:learn|become|be (?:an?|the|my own|fluent|debt-free|financially|published)|get (?:an? (?:\p{L}+ )?(?:degree|job|promotion|dog|cat|puppy|kitten|phd|master's|masters|mba|tattoo|house|flat|apartment|licen[cs]e|scholarship|motorcycle|pilot|place)|my (?:degree|(?:\p{L}+ )?licen[cs]e|phd|driver|driving|pilot|black|ged|masters|master's|life|citizenship|green)|into|better at|in shape|fit|fitter|married|published|promoted|certified|out of debt|back into|healthier|stronger|over my)|start (?:a|an|my|running|my own|exercising|doing|investing|eating)|open (?:a|an|my)|found|build|create|launch|write|publish|finish (?:my|a|the)|graduate|pass (?:my|the)|quit (?:smoking|drinking|my|sugar|vaping|caffeine)|stop (?:smoking|drinking|biting|procrastinating|eating|vaping)|give up|lose|gain|drop|save|buy (?:a|an|my) (?:\p{L}+ )*(?:house|home|apartment|flat|car|van|boat|farm|land|place|motorcycle|piano|property|cabin)|own (?:a|an|my)|travel|visit|see (?:the|japan|iceland|all|every|a) |go to (?:college|university|med|law|grad|japan|italy|space|culinary|school|nursing)|go back to (?:school|college|university)|move (?:to|out|abroad|back|in)|live (?:in|by|on|abroad)|emigrate|run (?:a|an|my|the|5k|10k|half)|complete|climb|hike|swim across|cycle|bike across|have (?:kids|children|a (?:\p{L}+ )?(?:family|baby|garden|farm|house|kid|cabin|studio|workshop|dog|cat|horse|home)|my own)|raise|adopt|foster|find (?:a (?:new |better |stable )?(?:job|partner|girlfriend|boyfriend|husband|wife|house|flat|apartment|home)|love|my birth|the right)|change (?:careers?|jobs?)|switch (?:careers?|jobs?|to)|improve|master|speak|read (?:\d+|more|fifty|fifty|all|one|a book|war)|play (?:the|an?|in) |work (?:in|as|for|abroad|remotely|less)|retire|teach|study|earn|make (?:a (?:film|game|record|living|difference)|my own|enough|partner)|record|compete|qualify|win (?:an?|the) (?:\p{L}+ )*(?:medal|award|prize|championship|tournament|nobel|oscar|scholarship|competition|race)|break|overcome|conquer|cook more|eat (?:healthier|better|less)|exercise|meditate|volunteer|pay off|invest|sail|skydive|bungee|photograph|direct|compose|design|perform|train|double|reach|beat|reconnect|reduce|cut (?:down|back)|declutter|renovate|restore|grow my|do (?:a|an|my) (?:phd|masters|master's|marathon|triathlon|handstand|pull-up|pullup)|sleep better|walk the camino)(?![\p{L}])/u;
const soon = /\b(?:today|tonight|right now|this evening|this afternoon|tomorrow|for dinner|for lunch|with you|a nap|know|tell you|ask you|talk to you|say|help me|from you|a bit|a sandwich|the bathroom|the gym later)\b/;

const goal = (text: string, needsLasting: boolean, confidence: number) => {
  if (soon.test(fold(text)) || /\b(?:this|that|these|those|it|them|you|him|her|me)\b/u.test(fold(text).split(/\s(?:and|so|but|because|when)\s/u)[0]!.split(' ').slice(0, 5).join(' ').replace(/this (?:year|summer|month|week)/u, ''))) return null;
  const value = readPhrase(text, { words: 11, keepsAnd: true, until: /\s(?:some ?day|one day|this year|next year|before i|by the (?:end|time)|by (?:summer|next|december|june|\d)|when i|in the future|eventually|at some point|soon|after|so that|so i|in my lifetime|for good|in (?:two|three|five|ten|\d+) years|ever since)(?![\p{L}])/u });
  return value === null || fold(value).length < 4 || (needsLasting && !lasting.test(`${fold(value)} `)) || /^(?:learn (?:more|our|about|my|your|from|what|the truth)|find a (?:good|way|place|solution)|be honest|be (?:a good listener|a burden)|be left|get (?:a (?:coffee|drink|snack|break|refund|bit)|some|my (?:hair|nails|coffee)|an? early|a (?:pizza|haircut))|find (?:a (?:good|place to eat|parking)|my (?:keys|phone))|play (?:a game|the game with)|see (?:the doctor)|do it|make it|start over with|write you|have (?:a|my own) (?:good|nice|chat|drink|beer|coffee))/u.test(fold(value)) ? null : { key: 'goal', value, confidence };
};

export const englishGoals = [
  rule(["(?:i've|i have|i) (?:just |finally )?(?:given up|gave up|abandoned|dropped) (?:on )?(?:my dream of |my plan of |trying to |the idea of |wanting to )?<words>"], (match) => {
    const value = readPhrase(match.get('words'), { words: 8 });
    return value === null || !/^(?:\p{L}+ing\b|become|be )/u.test(fold(value)) || /^(?:smoking|drinking|vaping|trying|eating|being)\b/.test(fold(value)) ? null : { key: 'goal', value, isEnded: true };
  }),
  rule(["<i>(want|would like|would love|hope|plan|aspire|aim|intend|dream of one day|wanna|have always wanted|am planning|am hoping|am trying|am determined|would really like|would really love|long) [to] [someday] [one day] [eventually] [finally] <words>", "i'd (like|love|really like|really love|kind of like) to [someday] [one day] [eventually] [finally] <words>", "<i'm>(trying|planning|hoping|determined|working hard|aiming|saving up|saving|working) to [finally] [eventually] <words>", "i've always (wanted|dreamed|dreamt|hoped) (to|of) <words>", "i'm (?<words>(?:saving up|saving) for (?:a|an|my) [^,;:.!?]{2,40})", "<i>(dream|dreamed|have dreamed|have always dreamed) (of|about) [one day] [someday] <words>", "<i'm>(training for|working towards|working toward|studying for) <words>"], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (/^i was\b/.test(said)) return null;
    if (match.polarity === 'over') {
      const old = goal(match.get('words'), true, 0.75);
      return old && { ...old, isEnded: true };
    }
    if (match.polarity === 'no') return null;
    if (/^i'm (?:saving up|saving) for/.test(said)) return goal(match.get('words').replace(/^saving/i, 'save').replace(/^save up for/i, 'save up for'), false, 0.8);
    const isDream = /dream|aspire|always wanted|working towards?|training for/.test(said.slice(0, 40));
    const words = match.get('words').replace(/^to\s+/i, '').replace(/^to\s+/i, '');
    if (/training for|working towards?|studying for/.test(said.slice(0, 40))) return goal(words, false, 0.75);
    const isDoing = /^(?:\p{L}+ing|to \p{L}+)\b/u.test(fold(match.get('words'))) || lasting.test(`${fold(words)} `);
    return isDream && !isDoing ? null : goal(words, !isDream || /always wanted/.test(said.slice(0, 30)), 0.85);
  }),
  rule(["my [big] [biggest] [main] [ultimate] [life] [lifelong] [life's] [childhood] [secret] [next] [long-term] [current] [career] (dream|goal|ambition|aim|resolution|objective|new year's resolution|wish|aspiration|dream job)(?: in life| this year| for this year| for the year| right now| for \\p{N}+| has always been| is| was always)* (?:is|has always been|would be|was always) [to] <words>", "my [big] [main] [new] (dream|goal|resolution|ambition|aim) (?:for \\p{L}+ year|for the year|this year|in life|for \\p{N}+)?: ?<words>", "one of my [life] [biggest] (goals|dreams|ambitions|resolutions) is [to] <words>", "i have a (dream|goal) (of|to) <words>", "my goals [this year] are [to] <words>", "(?:i've|i) set (myself )?a goal (of|to) <words>", "it's [always been] my [dream|goal] to <words>"], (match) => goal(match.get('words').replace(/^to\s+/i, ''), false, 0.9)),
];
