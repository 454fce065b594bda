// A lorebook out of strange hands: a V3 file's, a card's or SillyTavern's. A book or an entry that is wrong in one field loses the field, not its place.
import { lorebookEntrySchema, lorebookSchema } from '../../../contract/lorebook.ts';
import type { Lorebook, LorebookEntry } from '../../../contract/lorebook.ts';

export type Warn = (path: string, message: string) => void;

const maximumEntries = 10_000;

/** @param path where the book stands in its file, '' for a file of its own. @returns undefined when there is no book */
export function readBook(value: unknown, path: string, { warn }: { warn: Warn }): Lorebook | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    warn(path, 'This should be a lorebook; it was left out.');
    return undefined;
  }
  const { entries, ...rest } = value;
  const place = within(path, 'entries');
  const list: unknown[] = Array.isArray(entries) ? entries : isObject(entries) ? Object.values(entries).map(fromWorld) : [];
  if (!Array.isArray(entries) && !isObject(entries)) warn(place, 'This should be a list of entries.');
  if (list.length > maximumEntries) warn(place, `Only the first ${maximumEntries} entries are used.`);
  const read = list.slice(0, maximumEntries).flatMap((entry: unknown, index) => readEntry(entry, `${place}.${index}`, warn) ?? []);
  return { ...mended(rest, (draft) => lorebookSchema.omit({ entries: true }).safeParse(draft), path, warn), entries: read } as Lorebook;
}

const within = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function readEntry(value: unknown, path: string, warn: Warn): LorebookEntry | undefined {
  if (!isObject(value)) {
    warn(path, 'This should be an entry; it was left out.');
    return undefined;
  }
  const draft: Record<string, unknown> = { ...value, keys: texts(value['keys'], `${path}.keys`, warn) };
  if (draft['secondary_keys'] !== undefined && draft['secondary_keys'] !== null) draft['secondary_keys'] = texts(draft['secondary_keys'], `${path}.secondary_keys`, warn);
  if (typeof draft['content'] !== 'string') {
    warn(`${path}.content`, 'This should be text.');
    draft['content'] = '';
  }
  return mended(draft, (each) => lorebookEntrySchema.safeParse(each), path, warn) as LorebookEntry | undefined;
}

function texts(value: unknown, path: string, warn: Warn): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.slice(0, 1000).flatMap((each, index) => {
    if (typeof each === 'string' && each.length <= 1000) return [each];
    warn(Array.isArray(value) ? `${path}.${index}` : path, 'This should be a text of at most 1000 characters; it was left out.');
    return [];
  });
}

type Check = (draft: Record<string, unknown>) => { success: true; data: Record<string, unknown> } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };

/** Takes out whatever field is complained of; null and an empty text say no more than nothing. */
function mended(value: Record<string, unknown>, check: Check, path: string, warn: Warn): Record<string, unknown> | undefined {
  const draft = { ...value };
  for (let round = 0; round < 3; round++) {
    const parsed = check(draft);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? '');
      if (!Object.hasOwn(draft, key)) continue;
      const field = draft[key];
      if (field !== null && field !== '') warn(within(path, key), `${issue.message}; it was ${typeof field === 'string' && field.length > 1000 ? 'cut' : 'left out'}.`);
      if (typeof field === 'string' && field.length > 1000) draft[key] = field.slice(0, key === 'content' || key === 'comment' || key === 'description' ? 100_000 : 1000).toWellFormed();
      else delete draft[key];
    }
  }
  warn(path, 'It could not be read and was left out.');
  return undefined;
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

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
