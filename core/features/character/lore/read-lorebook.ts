// Reads a lorebook file of whatever kind: a V3 file, a card's book, or SillyTavern's world information. Lenient; what cannot be used is said.
import type { Finding } from '../../../contract/characters.ts';
import { lorebookEntrySchema, lorebookSchema } from '../../../contract/lorebook.ts';
import type { Lorebook } from '../../../contract/lorebook.ts';

const maximumEntries = 10_000;
const maximumFindings = 100;

/** @param value parsed JSON of any origin */
export function readLorebook(value: unknown): { lorebook: Lorebook | null; findings: Finding[] } {
  const refuse = (message: string) => ({ lorebook: null, findings: [{ severity: 'error' as const, path: 'entries', message }] });
  if (!isObject(value)) return refuse('A lorebook is a JSON object.');
  const book = value['spec'] === 'lorebook_v3' && isObject(value['data']) ? value['data'] : value;
  const { entries } = book;
  const listed = Array.isArray(entries) ? entries : isObject(entries) ? Object.values(entries).map(fromWorld) : null;
  if (listed === null) return refuse('There is no list of entries: this is no lorebook that we know.');
  const findings: Finding[] = [];
  const say = (path: string, message: string) => { if (findings.length < maximumFindings) findings.push({ severity: 'warning', path, message }); };
  if (listed.length > maximumEntries) say('entries', `Only the first ${maximumEntries} entries were kept.`);
  const kept = listed.slice(0, maximumEntries).flatMap((entry, index) => {
    const parsed = lorebookEntrySchema.safeParse(entry);
    if (parsed.success) return [parsed.data];
    const issue = parsed.error.issues[0];
    say(`entries.${index}.${issue?.path.join('.') ?? ''}`, `The entry was left out: ${issue?.message ?? 'it cannot be read'}.`);
    return [];
  });
  const whole = lorebookSchema.safeParse({ ...book, entries: kept });
  if (whole.success) return { lorebook: whole.data, findings };
  for (const issue of whole.error.issues) say(issue.path.join('.'), `It was left out: ${issue.message}.`);
  const wrong = new Set(whole.error.issues.map(({ path }) => String(path[0])));
  return { lorebook: lorebookSchema.parse({ ...Object.fromEntries(Object.entries(book).filter(([key]) => !wrong.has(key))), entries: kept }), findings };
}

/** An entry of world information in the cards' words; what has none there goes to `extensions`, in small letters with underscores. */
function fromWorld(entry: unknown): unknown {
  if (!isObject(entry)) return entry;
  const { key, keysecondary, order, disable, position, content, comment, constant, selective, uid, caseSensitive, extensions, ...rest } = entry;
  return {
    keys: key ?? [], secondary_keys: keysecondary ?? [], insertion_order: order ?? 100, enabled: disable !== true, position: position === 0 ? 'before_char' : 'after_char', content: content ?? '',
    ...(typeof comment === 'string' ? { comment } : {}), ...(typeof constant === 'boolean' ? { constant } : {}), ...(typeof selective === 'boolean' ? { selective } : {}),
    ...(typeof uid === 'number' ? { id: uid } : {}), ...(typeof caseSensitive === 'boolean' ? { case_sensitive: caseSensitive } : {}),
    extensions: { ...(isObject(extensions) ? extensions : {}), ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])), position },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
