// What SillyTavern's world information says of an entry beyond the cards' fields; it rides in the entry's extensions.
import type { LorebookEntry } from '../../../contract/lorebook.ts';

export type SelectiveLogic = 'and_any' | 'not_all' | 'not_any' | 'and_all';
const logics: readonly SelectiveLogic[] = ['and_any', 'not_all', 'not_any', 'and_all'];

export function worldRules({ extensions }: LorebookEntry): { logic: SelectiveLogic; scanDepth: number | null; excludeRecursion: boolean; preventRecursion: boolean } {
  const logic = extensions['selective_logic'] ?? extensions['selectiveLogic'];
  const depth = extensions['scan_depth'];
  return {
    logic: (typeof logic === 'number' ? logics[logic] : undefined) ?? 'and_any',
    scanDepth: typeof depth === 'number' && depth >= 0 ? depth : null,
    excludeRecursion: extensions['exclude_recursion'] === true,
    preventRecursion: extensions['prevent_recursion'] === true,
  };
}
