// The macros ("curly braced syntaxes") of character cards V3, and the older spellings. Deterministic: the same seed gives the same text, so that a prompt's head holds.
import { hashNumber } from './hash-number.ts';

export type MacroValues = {
  char: string; user: string;
  /** The text that a card's own replaces. */
  original?: string;
  /** What chance is drawn from. */
  seed: string;
  /** For the time and the date; null leaves them out, as in whatever must not change. */
  now: number | null;
};

/** Macros longer than this are left as they are. */
const longestMacro = 5000;
const macro = new RegExp(`\\{\\{([^{}]{1,${longestMacro}})\\}\\}|<(bot|user|char)>`, 'gi');

/** One pass: what a macro gives - a name, the original - is not read for macros again. Case does not count; what is no macro stays. */
export function expandMacros(text: string, values: MacroValues): string {
  let drawn = 0;
  return text.replace(macro, (token, braced: string | undefined, angled: string | undefined) => {
    if (angled !== undefined) return angled.toLowerCase() === 'user' ? values.user : values.char;
    return expand((braced ?? '').trim(), values, () => hashNumber(`${values.seed}/${drawn += 1}`)) ?? token;
  });
}

function expand(inside: string, values: MacroValues, draw: () => number): string | null {
  if (inside.startsWith('//')) return '';
  const [, name = '', argument = ''] = /^([a-z_]+)\s*:{0,2}([\s\S]*)$/i.exec(inside) ?? [];
  switch (name.toLowerCase()) {
    case 'char': case 'bot': return values.char;
    case 'user': return values.user;
    case 'original': return values.original ?? null;
    case 'comment': case 'hidden_key': case 'noop': return '';
    case 'newline': return '\n';
    case 'reverse': return [...argument].reverse().join('');
    case 'random': case 'pick': return chosen(argument, name.toLowerCase() === 'pick' ? hashNumber(`${values.seed}/${argument}`) : draw());
    case 'roll': return rolled(argument, draw());
    case 'time': return values.now === null ? '' : new Date(values.now).toISOString().slice(11, 16);
    case 'date': return values.now === null ? '' : new Date(values.now).toISOString().slice(0, 10);
    default: return null;
  }
}

/** One of the values between commas (or "::"); `\,` is a comma of its own. */
function chosen(argument: string, drawn: number): string {
  const values = argument.includes('::') ? argument.split('::') : argument.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));
  return (values[Math.floor(drawn * values.length)] ?? '').trim();
}

/** `6` or `d6`: a number from 1 to 6. */
function rolled(argument: string, drawn: number): string | null {
  const sides = Number(/^\s*d?(\d{1,9})\s*$/i.exec(argument)?.[1] ?? 0);
  return sides >= 1 ? String(1 + Math.floor(drawn * sides)) : null;
}
