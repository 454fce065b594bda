// Reads a lorebook file of whatever kind: a V3 file, a card's book, or SillyTavern's world information. Lenient; what cannot be used is said.
import type { Finding } from '../../../contract/characters.ts';
import type { Lorebook } from '../../../contract/lorebook.ts';
import { isObject, readBook } from './read-book.ts';

const maximumFindings = 100;

/** @param value parsed JSON of any origin */
export function readLorebook(value: unknown): { lorebook: Lorebook | null; findings: Finding[] } {
  const refuse = (message: string) => ({ lorebook: null, findings: [{ severity: 'error' as const, path: 'entries', message }] });
  if (!isObject(value)) return refuse('A lorebook is a JSON object.');
  const book = value['spec'] === 'lorebook_v3' && isObject(value['data']) ? value['data'] : value;
  if (!Array.isArray(book['entries']) && !isObject(book['entries'])) return refuse('There is no list of entries: this is no lorebook that we know.');
  const findings: Finding[] = [];
  const warn = (path: string, message: string) => { if (findings.length < maximumFindings) findings.push({ severity: 'warning', path, message }); };
  return { lorebook: readBook(book, '', { warn }) ?? null, findings };
}
