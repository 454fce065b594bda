// The decorators at the top of an entry's content (Character Card V3): read where we can obey them, taken out of the text always.

/** What an entry asks of itself. */
export type Decorators = {
  activate: boolean; dontActivate: boolean;
  /** Replies of the companion before it may be found; only at every so many of them. */
  after: number | null; every: number | null;
  scanDepth: number | null;
  /** Only with this greeting, counted from 0. */
  greeting: number | null;
  /** One key of each list must be said; none of `exclude` may be. */
  additional: string[][]; exclude: string[];
  position: 'before_char' | 'after_char' | null;
  ignoreOnMaximumContext: boolean;
};

const none = (): Decorators => ({ activate: false, dontActivate: false, after: null, every: null, scanDepth: null, greeting: null, additional: [], exclude: [], position: null, ignoreOnMaximumContext: false });

const number = (value: string): number | null => (/^\d{1,9}$/.test(value) ? Number(value) : null);
const list = (value: string): string[] => value.split(',').map((item) => item.trim()).filter((item) => item !== '');

/** Each answers false for a value it cannot use: a fallback (`@@@`) is then asked. */
const readers: Record<string, (value: string, found: Decorators) => boolean> = {
  activate: (_value, found) => { found.activate = true; return true; },
  dont_activate: (_value, found) => { found.dontActivate = true; return true; },
  activate_only_after: (value, found) => { found.after ??= number(value); return number(value) !== null; },
  activate_only_every: (value, found) => { const every = number(value); if (every === null || every === 0) return false; found.every ??= every; return true; },
  scan_depth: (value, found) => { found.scanDepth ??= number(value); return number(value) !== null; },
  is_greeting: (value, found) => { found.greeting ??= number(value); return number(value) !== null; },
  additional_keys: (value, found) => { found.additional.push(list(value)); return true; },
  exclude_keys: (value, found) => { found.exclude.push(...list(value)); return true; },
  ignore_on_max_context: (_value, found) => { found.ignoreOnMaximumContext = true; return true; },
  position: (value, found) => {
    const position = ({ before_desc: 'before_char', after_desc: 'after_char', personality: 'after_char', scenario: 'after_char' } as const)[value];
    if (position === undefined) return false;
    found.position ??= position;
    return true;
  },
};
/** Known, but about places and roles our prompt does not have: taken as obeyed, so that no fallback stands in. */
const withoutEffect = new Set(['depth', 'role', 'instruct_depth', 'reverse_depth', 'reverse_instruct_depth', 'instruct_scan_depth', 'is_user_icon', 'disable_ui_prompt', 'keep_activate_after_match', 'dont_activate_after_match']);

/** The decorators and the text without any of them, the newlines around them gone. */
export function readDecorators(content: string): { decorators: Decorators; text: string } {
  const trimmed = content.trim();
  // Most entries have none, and all entries are read at every turn.
  if (!trimmed.startsWith('@@')) return { decorators: none(), text: trimmed.replaceAll('\r\n', '\n') };
  const lines = content.split(/\r?\n/);
  const decorators = none();
  let index = 0;
  let needsFallback = false;
  for (; index < lines.length; index += 1) {
    const line = lines[index]!.trim();
    if (line === '') continue;
    const parsed = /^(@@@?)([a-z_]+)(?:\s+(.*))?$/i.exec(line);
    if (!parsed) break;
    const [, sign, name = '', value = ''] = parsed;
    if (sign === '@@@' && !needsFallback) continue;
    const reader = readers[name.toLowerCase()];
    needsFallback = reader ? !reader(value.trim(), decorators) : !withoutEffect.has(name.toLowerCase());
  }
  return { decorators, text: lines.slice(index).join('\n').trim() };
}
