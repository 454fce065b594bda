// Sentence patterns in a small notation, so that a rule reads like what people say:
//   word (a|b) [optional word] <slot>
// A space stands for any white space. Slots are the named pieces of `slots`. Patterns see folded text: lower case, no accents.

/** Up to a mark that ends a clause; a full stop inside a word ("Node.js", "1.80") does not. Bounded, so that matching stays linear. */
const inClause = String.raw`(?:[^,;:!?().\n…"]|[.,](?=\d)|\.(?=\p{L}\p{L}))`;
const inList = String.raw`(?:[^;:!?().\n…"]|\.(?=\p{L}\p{L}))`;
const numberWords = 'un|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\\p{L}+|veinte|veinti\\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred';
const adverbsEs = 'tambien|ahora|actualmente|siempre|todavia|aun|solo|la verdad|realmente|en realidad|encima|hoy en dia|de momento|por ahora|hace poco|recientemente';
const adverbsEn = 'also|really|actually|currently|now|still|just|always|absolutely|totally|definitely|truly|honestly|personally|recently|finally|usually|often|only|mostly|mainly|kind of|kinda|simply|so|very|quite|super|pretty|proudly|happily|officially|originally|sadly|basically';
const negationEn = "(?<neg>(?:do not|don't|dont|did not|didn't|no longer|never|not|can't|cannot|cant|used to|haven't|have not|am not|ain't)\\s+)?";

const slots: Readonly<Record<string, string>> = {
  words: String.raw`(?<words>${inClause}{1,140})`,
  list: String.raw`(?<list>${inList}{1,200})`,
  more: String.raw`(?<more>(?:[(),]|${inList}){0,160})`,
  name: String.raw`(?<name>\p{L}[\p{L}'-]*(?:\s+[\p{L}'-]+){0,4})`,
  n: String.raw`(?<n>\d{1,4}|(?:${numberWords})(?:(?:\s+y\s+|[\s-])(?:${numberWords}))?)`,
  word: String.raw`(?<word>[\p{L}'-]+)`,
  /** Spanish: who speaks, whether it is denied, and small words before the verb. */
  yo: String.raw`(?:yo\s+)?(?:(?:${adverbsEs})\s+)*(?<neg>(?:ya\s+)?no\s+|ya\s+no\s+|nunca\s+|jamas\s+|tampoco\s+|ni\s+)?(?:(?:${adverbsEs})\s+)*`,
  /** English: the same. */
  i: String.raw`i\s+(?:(?:${adverbsEn})\s+)*${negationEn}(?:(?:${adverbsEn})\s+)*`,
  "i'm": String.raw`(?:i'm|i\s+am|im|i've\s+been|i\s+have\s+been|(?<past>i\s+was|i\s+used\s+to\s+be))\s+(?:(?:${adverbsEn})\s+)*${negationEn}(?:(?:${adverbsEn})\s+)*`,
  "i've": String.raw`(?:(?:i|we)\s+(?:have\s+got|have|got|own)|(?:i|we)'ve\s+got|i've|(?<past>(?:i|we)\s+(?:had|used\s+to\s+have))|(?:i|we)\s+(?<neg>(?:don't|do\s+not|dont|never|no\s+longer)\s+)have)\s+(?:(?:${adverbsEn})\s+)*`,
};

/** @throws Error for an unknown slot: a mistake in a rule, seen when the program starts */
export function compileTemplate(template: string, words: Readonly<Record<string, string>> = {}): RegExp {
  const plain = (text: string) => text.replace(/(?<!\\)\((?!\?)/g, '(?:').replace(/ +(\??)/g, (_, mark: string) => (mark === '' ? '\\s+' : '\\s*'));
  const source = template.trim().replace(/(?: \[([^\]]+)\])+$/, (optionals) => optionals.replace(/ \[([^\]]+)\]/g, '(?: (?:$1))?')).replace(/(?<=^|[\s>])\[(?!\^)([^\]]+)\](?![+*?{]) ?|<(yo|i|i'm|i've)> ?|(?<!\(\?)<([^>]+)>|(?<!\\)\((?!\?)| +\??/g, (token, optional?: string, subject?: string, slot?: string) => {
    if (optional !== undefined) return `(?:(?:${plain(optional)})\\s+)?`;
    if (subject !== undefined) return slots[subject]!;
    if (slot === undefined) return plain(token);
    if (Object.hasOwn(words, slot)) return `(?<${slot}>${words[slot]})`;
    const piece = slots[slot];
    if (piece === undefined) throw new Error(`The pattern "${template}" names the slot <${slot}>, which does not exist.`);
    return piece;
  });
  return new RegExp(`(?<![\\p{L}\\p{N}'_])(?:${source})(?![\\p{L}\\p{N}_])`, 'dgu');
}

/** Any of these words, longest first, as a piece for `compileTemplate`. */
export function anyOf(words: Iterable<string>): string {
  return [...words].sort((one, other) => other.length - one.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')).join('|');
}
