// Whether the keys of an entry were said. Regular expressions come from strangers: they run in a time linear in the text, or not at all.
import { RE2JS } from 're2js';

export type KeyOptions = { useRegex: boolean; caseSensitive: boolean };

const longestPattern = 500;
/** Characters that keys are looked for in, from the end; and patterns that one look at the books may try. A hostile book costs a bounded time. */
const longestScan = 20_000;
const longestPatternScan = 5000;
const maximumPatterns = 100;

/** Remembers what it compiled, for one look at the books. */
export function createKeyFinder() {
  const patterns = new Map<string, RE2JS | null>();
  let last = { text: '', cut: '', lower: '' };

  function prepared(text: string): typeof last {
    if (last.text !== text) {
      const cut = text.slice(-longestScan);
      last = { text, cut, lower: cut.toLowerCase() };
    }
    return last;
  }

  function pattern(source: string, caseSensitive: boolean): RE2JS | null {
    const name = `${caseSensitive}${source}`;
    const known = patterns.get(name);
    if (known !== undefined) return known;
    const compiled = patterns.size < maximumPatterns ? compile(source, caseSensitive) : null;
    patterns.set(name, compiled);
    return compiled;
  }

  /** The key that was said, as written; null when none was. Plain keys are found anywhere in the text, as the specification leaves open and most books expect. */
  return function said(text: string, keys: readonly string[], { useRegex, caseSensitive }: KeyOptions): string | null {
    const { cut, lower } = prepared(text);
    if (useRegex) return keys.find((key) => pattern(key, caseSensitive)?.matcher(cut.slice(-longestPatternScan)).find() === true) ?? null;
    const scanned = caseSensitive ? cut : lower;
    return keys.find((key) => key.trim() !== '' && scanned.includes(caseSensitive ? key.trim() : key.trim().toLowerCase())) ?? null;
  };
}

/** Null for what is no regular expression of this kind (no look-around, no back references): it matches nothing. `/x/i` is read as well as `x`. */
function compile(source: string, caseSensitive: boolean): RE2JS | null {
  const [, body = source, flags = ''] = /^\/([\s\S]+)\/([a-z]*)$/.exec(source) ?? [];
  if (body.length > longestPattern) return null;
  try {
    const isInsensitive = !caseSensitive || flags.includes('i');
    return RE2JS.compile(body, (isInsensitive ? RE2JS.CASE_INSENSITIVE : 0) | (flags.includes('s') ? RE2JS.DOTALL : 0) | (flags.includes('m') ? RE2JS.MULTILINE : 0));
  } catch {
    return null;
  }
}
