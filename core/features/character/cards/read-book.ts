// The lorebook inside a card. An entry that is wrong in one field loses the field, not its place.
import { lorebookEntrySchema, lorebookSchema } from '../../../contract/lorebook.ts';
import type { Lorebook, LorebookEntry } from '../../../contract/lorebook.ts';
import { readLorebook } from '../lore/read-lorebook.ts';
import { isRecord } from './parse-json.ts';
import type { Findings } from './refuse.ts';

const maximumEntries = 10_000;

/** @returns undefined when there is no book */
export function readBook(value: unknown, path: string, findings: Findings): Lorebook | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) {
    findings.warn(path, 'This should be a lorebook; it was left out.');
    return undefined;
  }
  const { entries, ...rest } = value;
  if (isRecord(entries)) return worldBook(value, path, findings);
  const list = Array.isArray(entries) ? entries : [];
  if (!Array.isArray(entries)) findings.warn(`${path}.entries`, 'This should be a list of entries.');
  if (list.length > maximumEntries) findings.warn(`${path}.entries`, `Only the first ${maximumEntries} entries are used.`);
  const read = list.slice(0, maximumEntries).flatMap((entry: unknown, index) => readEntry(entry, `${path}.entries.${index}`, findings) ?? []);
  return { ...mended(rest, (draft) => lorebookSchema.omit({ entries: true }).safeParse(draft), path, findings), entries: read } as Lorebook;
}

/** World information where a card's book should be: its own words for the same things. */
function worldBook(value: unknown, path: string, findings: Findings): Lorebook | undefined {
  const { lorebook, findings: found } = readLorebook(value);
  for (const each of found) findings.warn(`${path}.${each.path}`, each.message);
  return lorebook ?? undefined;
}

function readEntry(value: unknown, path: string, findings: Findings): LorebookEntry | undefined {
  if (!isRecord(value)) {
    findings.warn(path, 'This should be an entry; it was left out.');
    return undefined;
  }
  const draft: Record<string, unknown> = { ...value, keys: texts(value['keys'], `${path}.keys`, findings) };
  if (draft['secondary_keys'] !== undefined && draft['secondary_keys'] !== null) draft['secondary_keys'] = texts(draft['secondary_keys'], `${path}.secondary_keys`, findings);
  if (typeof draft['content'] !== 'string') {
    findings.warn(`${path}.content`, 'This should be text.');
    draft['content'] = '';
  }
  return mended(draft, (each) => lorebookEntrySchema.safeParse(each), path, findings) as LorebookEntry | undefined;
}

function texts(value: unknown, path: string, findings: Findings): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.slice(0, 1000).flatMap((each, index) => {
    if (typeof each === 'string' && each.length <= 1000) return [each];
    findings.warn(Array.isArray(value) ? `${path}.${index}` : path, 'This should be a text of at most 1000 characters; it was left out.');
    return [];
  });
}

type Check = (draft: Record<string, unknown>) => { success: true; data: Record<string, unknown> } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };

/** Takes out whatever field is complained of; null and an empty text say no more than nothing. */
function mended(value: Record<string, unknown>, check: Check, path: string, findings: Findings): Record<string, unknown> | undefined {
  const draft = { ...value };
  for (let round = 0; round < 3; round++) {
    const parsed = check(draft);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const key = String(issue.path[0] ?? '');
      if (!Object.hasOwn(draft, key)) continue;
      const field = draft[key];
      if (field !== null && field !== '') findings.warn(`${path}.${key}`, `${issue.message}; it was ${typeof field === 'string' ? 'cut' : 'left out'}.`);
      if (typeof field === 'string' && field.length > 1000) draft[key] = field.slice(0, key === 'content' || key === 'comment' || key === 'description' ? 100_000 : 1000).toWellFormed();
      else delete draft[key];
    }
  }
  findings.warn(path, 'It could not be read and was left out.');
  return undefined;
}
