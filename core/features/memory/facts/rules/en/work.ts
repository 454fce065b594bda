// Work and studies.
import { rule } from '../../reading/rule.ts';
import type { Reading, RuleMatch } from '../../reading/rule.ts';
import { readName, readNumber, readPhrase } from '../../reading/values.ts';
import { fold, longestStart, workplace } from '../common.ts';
import { isKnownPlace } from '../vocabulary/places.ts';
import { englishProfessions } from '../vocabulary/professions.ts';

const described = /^(?:(?:a|an|the|retired|former|freelance|part-time|full-time|self-employed|trainee|aspiring|professional|certified|licensed|registered|qualified|senior|junior|lead|head|chief|assistant|associate|night|school|primary|secondary|elementary|high|middle|kindergarten|university|college|math|maths|science|english|history|music|art|pe|physics|chemistry|biology|special|needs|education|software|web|mobile|ios|android|full|stack|full-stack|front-end|back-end|frontend|backend|data|machine|learning|ml|ai|game|games|security|network|cloud|systems|qa|civil|mechanical|electrical|chemical|structural|aerospace|biomedical|industrial|environmental|audio|sound|graphic|ui|ux|product|interior|fashion|landscape|marine|wildlife|molecular|research|clinical|pediatric|paediatric|icu|er|emergency|room|trauma|surgical|dental|veterinary|vet|mental|health|family|criminal|corporate|immigration|divorce|tax|financial|investment|business|marketing|sales|project|program|account|social|media|content|technical|copy|news|sports|food|wedding|portrait|freelance|pastry|line|sous|bus|truck|lorry|taxi|train|delivery|airline|commercial|construction|site|shop|store|bank|hotel|office|warehouse|factory|farm|dairy|organic|tattoo|makeup|nail|hair|dog|cat|yoga|fitness|swimming|ski|piano|guitar|violin|voice|speech|physical|occupational|massage|personal|executive|legal|medical|lab|laboratory|x-ray|flight|stay-at-home|stay at home|police|fire|army|navy|air force|retail|library|museum|real|estate|insurance|travel|it|tech|support|help|desk|customer|service|stage|film|tv|radio|documentary|classical|jazz|session|street|comic|children's|book|concept|voice-over|forensic|quantum|particle|theoretical|urban|city|public|night-shift|home|care|elderly|foster|community|youth|union|ship|crane|forklift)\s+)*/u;

/** The occupation a phrase begins with: "an ICU nurse", "a high school math teacher". */
export function occupation(text: string): string | null {
  const folded = fold(text.trim());
  const skipped = described.exec(folded)?.[0].length ?? 0;
  for (let start = 0; start <= skipped; start = nextWord(folded, start)) {
    const known = longestStart(folded.slice(start), englishProfessions, 4);
    if (known === null || (start === 0 && skipped > known.length)) {
      if (start >= skipped || nextWord(folded, start) <= start) break;
      continue;
    }
    const end = start + known.length;
    // "a nurse practitioner", "a teacher's assistant", "a chef's kiss": the next word belongs to it.
    if (/^(?:'s|-|\s+(?:practitioner|assistant|trainee|student|kiss|material|manager|technician|apprentice|for a day|too much))/.test(folded.slice(end)) && !englishProfessions.has(folded.slice(start, end + 1).trim())) {
      const more = /^\s+(?:practitioner|assistant|trainee|manager|technician|apprentice|student)\b/.exec(folded.slice(end))?.[0];
      return more === undefined ? null : strip(text.trim().slice(0, end + more.length));
    }
    return strip(text.trim().slice(0, end));
  }
  return null;
}
const nextWord = (text: string, from: number): number => {
  const space = text.indexOf(' ', from);
  return space < 0 ? text.length + 1 : space + 1;
};
const strip = (text: string): string => text.replace(/^(?:an?|the)\s+/iu, '');
/** "a software engineer at a tiny startup called Fennel"; a town beside an occupation is where somebody lives. */
function placeOfWork(match: RuleMatch, value: string, ended: { isEnded?: true }): Reading | null {
  const text = match.get('words');
  const rest = text.slice(text.indexOf(value) + value.length);
  const [, preposition, place] = /^\s+(at|for|with|in)\s+(.+)$/iu.exec(rest) ?? [];
  if (place === undefined || /^(?:heart|home|the moment|training|night|\d+|\p{L}+ years)\b/iu.test(place)) return null;
  if (preposition === 'in') {
    const town = readName(place, { words: 3 });
    return town !== null && isKnownPlace(fold(town)) && ended.isEnded === undefined ? { key: 'home_city', value: town, confidence: 0.6 } : null;
  }
  const read = workplace(place.replace(/\s+(?:in|for) (?:\p{Lu}.*|\d.*|the (?:last|past).*|(?:\p{L}+) years.*)$/u, ''), 'at');
  return read && { ...read, ...ended };
}

export const englishWork = [
  rule(["<i'm>(a|an|the) <words>", "<i'm>[currently] (working|employed) as (an|a|the)? ?<words>", '<i>(work|worked|got a job|started working|started work|have worked|trained|qualified|do freelance work|moonlight|make a living|earn a living) [part-time] [full-time] [now] as (an|a|the)? ?<words>', "i've worked as (an|a)? ?<words>", "my (job|profession|occupation|day job) is [being] [as] (an|a)? ?<words>", '<i>became (a|an) <words>', '<i>(got|was|have been|just got) (promoted|appointed) [to] <words>', "i've been (a|an) <words>", "<i'm>(?<words>(?:self-employed|freelance) \\p{L}+ ?\\p{L}*)", 'as (a|an) <words>,? i', 'for a living,? i am (a|an) <words>'], (match) => {
    if (match.polarity === 'no') return null;
    const said = match.sentence.folded.slice(match.before.length);
    const isAs = /^(?:i|i'm|i've|i am)\b.{0,45}?\bas\b/u.test(said);
    // "judge me all you want" is an order, no occupation.
    if (/^\p{L}+ (?:me|you|him|them|it)\b/u.test(match.folded('words'))) return null;
    const known = occupation(match.get('words'));
    if (/^as an? /.test(said) && (known === null || /\b(?:child|kid|teenager)\b/.test(match.folded('words')))) return null;
    const free = isAs ? readPhrase(match.get('words').replace(/\s+(?:in|at|for|with|on|near|from|since|during|to|by|down)\s.*$/iu, ''), { words: 5 }) : null;
    const value = known ?? (free !== null && !/^(?:soon|well|much|hard|usual|long|if|fast|many|little|always|of|part|normal|far)\b/.test(fold(free)) ? free : null);
    if (value === null || /^(?:doctor|model|judge|driver|writer|coach|pilot|star|officer)$/.test(fold(value)) && /^\s*(?:who|of my own)/.test(match.after)) return null;
    const isPast = /^i (?:\p{L}+ )?worked\b/u.test(said);
    const ended: { isEnded?: true } = isPast ? { isEnded: true } : {};
    return [{ key: 'profession', value, confidence: isAs ? 0.92 : 0.88, ...ended }, placeOfWork(match, value, ended)];
  }),
  rule(["<i>(work|have worked|do some work|got a job|have a job|have got a job|landed a job|took a job|accepted a job|just started|started working|started a new job|start working|volunteer|intern|was hired|got hired|started a job|started) [now] [part-time] [full-time] [remotely] [nights] [weekends] [mostly] (?<at>in|at|for|with) <words>", "<i'm>[currently] (working|employed|interning|a (?:\\p{L}+ )?intern|a new hire|volunteering) [remotely] [part-time] [full-time] [now] (?<at>in|at|for|with) <words>", "i've (worked|been working) (?<at>in|at|for) <words>", 'my (job|work) is (?<at>in|at) <words>', "i've got a job (?<at>in|at) <words>"], (match) => {
    if (match.polarity === 'no' || /\bwork with\b/.test(match.sentence.folded.slice(match.before.length, match.before.length + 30)) && /^(?:my|a|the|people|kids|children|wood|computers|data|him|her|them)/.test(match.folded('words'))) return null;
    const at = match.folded('at');
    return workplace(match.get('words').replace(/\s+(?:as|from|since|during|on the|near|which|where|every)\s.*$/iu, '').replace(/\s+(?:in|for) (?:\p{Lu}.*|\d.*|the (?:last|past).*|(?:\p{L}+) years.*)$/u, ''), at === 'in' ? 'in' : 'for');
  }, { confidence: 0.88 }),
  rule(['i (worked|was working|was employed) (?<at>in|at|for) <words>', '<i>(quit|left|resigned from|got fired from|got laid off from|was fired from|was laid off from|retired from|lost|am leaving) (my|the) (?:old )?(?:job|position|role|gig) (?<at>at|with|in) <words>', '<i>(quit|left|resigned from|got fired from|got laid off from|was fired from|was laid off from|retired from) <words>'], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    const read = workplace(match.get('words').replace(/\s+(?:for|until|last|after|to|as|before|this|in \p{N}+|back)\s.*$/iu, ''), match.folded('at') === 'in' ? 'in' : 'for');
    if (read === null || match.polarity !== 'none') return null;
    if (/^i (?:\p{L}+ )?(?:quit|left)\b/u.test(said) && read.key === 'profession') return { ...read, isEnded: true, confidence: 0.8 };
    const isNamed = match.folded('at') !== '' || /^\p{Lu}/u.test(match.get('words'));
    if (!isNamed || /^(?:smoking|home|the|my|it|school|a|early|town|work|drinking)\b/.test(fold(match.get('words')))) return match.folded('at') === '' ? null : said.startsWith('i worked') && !/\b(?:used to|until|before|for \p{L}+ years|ago|previously|back)\b/u.test(match.sentence.folded) ? null : { ...read, isEnded: true, confidence: 0.75 };
    return { ...read, isEnded: true, confidence: 0.75 };
  }),
  rule(["<i>do <words> for (?:a|my) (?:living|job|work)", "for (?:a|my) (?:living|job|work),? i do <words>", "<i>teach <words>", "<i>(run|own|have) (my own|a|an) [small] [little] [local] (?<words>[\\p{L} -]{3,30}?(?:shop|business|company|bakery|restaurant|cafe|salon|studio|farm|store|bar|startup|agency|brewery|bookstore|gym))"], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    if (match.polarity !== 'none') return null;
    if (/^i (?:\p{L}+ )?(?:run|own|have)\b/u.test(said)) return /^i (?:\p{L}+ )?have\b/u.test(said) ? null : { key: 'profession', value: `${/^i (?:\p{L}+ )?own\b/u.test(said) ? 'own' : 'run'} ${match.get('words')}`, confidence: 0.75 };
    const value = readPhrase(match.get('words').replace(/\s+(?:at|in|to|for|on)\s.*$/iu, ''), { words: 4 });
    if (value === null) return null;
    if (/\bteach\b/.test(said.slice(0, 25))) return /^(?:myself|my|you|him|her|them|people how|kids how|a lesson|me|at|in)\b/.test(match.folded('words')) ? null : { key: 'profession', value: `teach ${value}`, confidence: 0.75 };
    return { key: 'profession', value };
  }),
  rule(["<i>(study|studied|major in|majored in|am majoring in|minor in|am studying|read) [at \\p{L}+] <words>", "<i'm>[currently] [still] (studying|majoring in|doing a (?:phd|master's|masters|degree|bachelor's|course|diploma) in|getting (?:a|my) (?:\\p{L}+ )?(?:degree|phd|master's|masters|mba) in|working on (?:a|my) (?:phd|master's|masters|degree|doctorate) in|pursuing (?:a|my) (?:\\p{L}+ )?(?:degree|phd|masters|master's|doctorate) in|in my (?:first|second|third|fourth|fifth|final|last|freshman|sophomore|junior|senior) year of) <words>", "<i'm>a[n]? [first-year] [second-year] [third-year] [final-year] [freshman] [sophomore] [junior] [senior] [\\p{L}+ year] (?<words>[\\p{L} ]{3,30}?) (student|major)".replace('[n]', 'n?'), "<i'm>a (student of|phd student in|graduate student in|phd candidate in|grad student in) <words>", "my major(?:'s| is) [in] <words>", "<i've>(?:a|an|my) (?:\\p{L}+ )?(?:degree|phd|master's|masters|bachelor's|diploma|doctorate|ba|bsc|msc|ma) in <words>", "<i>(have|got|earned|finished|completed) (?:a|an|my) (?:\\p{L}+ )?(?:degree|phd|master's|masters|bachelor's|diploma|doctorate|ba|bsc|msc|ma) in <words>", "<i>(graduated) [from \\p{L}+] (?:in|with a degree in|with a (?:\\p{L}+ )?degree in) <words>"], (match) => {
    if (match.polarity === 'no') return null;
    const said = match.sentence.folded.slice(match.before.length);
    const value = readPhrase(match.get('words').replace(/\s+(?:at|from|in (?=\p{Lu})|for|this|with|by|every|online|part-time|to|on|all)\s.*$/u, '').replace(/\s+(?:part-time|online|full-time)$/iu, ''), { words: 5 });
    if (value === null || /^(?:hard|a lot|for|at|in|all|every|the (?:whole|situation|menu|map)|abroad|on|with|books?|it|that|this|together|until|medicine cabinet|alone|good|bad|great|straight|model|exchange|former|perpetual|college|university|high school|phd|grad|graduate|masters?|student|law school|\d+)\b/u.test(fold(value)) && !/^(?:law|medicine)$/.test(fold(value))) return null;
    if (/^i (?:\p{L}+ )?read\b/u.test(said)) return null;
    if (/^i (?:\p{L}+ )?(?:studied|majored)\b/u.test(said)) return { key: 'studies', value, isEnded: true };
    return { key: 'studies', value };
  }),
  rule(["<i>(go|went) to <name>", "<i'm>(studying|a student|a freshman|a sophomore|a junior|a senior|a grad student|doing my \\p{L}+) at <name>", '<i>(study|studied|teach|graduated|attended|attend|graduated from) [at] [from] <name>', "my (school|university|college|uni)(?:'s| is) [called] <name>", '<i>got into <name>'], (match) => {
    const name = /((?:the )?(?:University of (?:the )?\p{Lu}[\p{L}'-]+(?: [\p{Lu}][\p{L}'-]+)*|(?:\p{Lu}[\p{L}'.-]+ ){1,4}(?:University|College|School|High|High School|Academy|Institute|Polytechnic|Uni)(?: of \p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)*)?|MIT|UCLA|NYU|Harvard|Yale|Stanford|Oxford|Cambridge|Princeton|Berkeley|UC \p{Lu}\p{L}+|LSE|UCL|Caltech|Juilliard|Columbia|Cornell|Brown|Duke|Georgetown))/u.exec(match.sentence.text.slice(match.before.length))?.[1];
    const isTaught = /\bteach\b/.test(match.sentence.folded.slice(match.before.length, match.before.length + 15));
    return name === undefined || match.polarity === 'no' || isTaught ? null : { key: 'school', value: name.replace(/^the /, ''), confidence: 0.78 };
  }),
  rule(["<i'm>[currently] [now] (?<status>unemployed|between jobs|out of work|retired|self-employed|self employed|a freelancer|freelancing|freelance|on disability|on maternity leave|on parental leave|on sick leave|semi-retired|job hunting|looking for (?:a job|work|a new job)|a student|a full-time student|jobless|on benefits|a stay-at-home (?:mom|dad|mum|parent)|laid off)", '<i>(?<status>retired|freelance|work part-time|work part time|work full-time|work full time|work freelance)', '<i>(got|was|have been) (?<status>laid off|fired|made redundant)'], (match) => {
    const status = match.folded('status');
    if (match.polarity !== 'none' || /^(?:laid off|fired|made redundant|a student|a full-time student)$/.test(status) && status !== 'a student' && status !== 'a full-time student') return null;
    if (/^(?:retired|freelance)/.test(status) && /^\s*(?:\p{L}+er|\p{L}+or|nurse|my|the|from)\b/u.test(match.after) && !/^\s*from/.test(match.after)) return /^i'?m?.{0,12}retired/.test(match.sentence.folded.slice(match.before.length)) ? { key: 'job_status', value: 'retired', confidence: 0.8 } : null;
    return { key: 'job_status', value: match.get('status').replace(/^(?:an?|work)\s+/iu, '') };
  }),
  rule(["<i've>[over] [about] [almost] [more than] [nearly] [around] <n>\\+? years(?:'| of) [\\p{L}+] experience", "i've been (?:a|an|working|teaching|coding|nursing|in) [\\p{L}+] [\\p{L}+] [\\p{L}+] for [over] [about] [almost] [more than] [nearly] [the last] [the past] <n> years", "i've worked (?:in|as|for|at) [\\p{L}+] [\\p{L}+] [\\p{L}+] for [over] [about] [almost] [more than] [nearly] <n> years"], (match) => {
    const said = match.sentence.folded.slice(match.before.length);
    const value = readNumber(match.folded('n'));
    const isWork = /experience/.test(said) || /^i've worked|working|teaching|coding|nursing/.test(said) || occupation(said.replace(/^i've been /, '')) !== null;
    return value === null || value > 70 || match.polarity !== 'none' || !isWork || /\b(?:married|together|sober|vegan|vegetarian|living)\b/.test(said) ? null : { key: 'years_of_experience', value, confidence: 0.8 };
  }),
];
