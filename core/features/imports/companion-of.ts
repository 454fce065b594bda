// Which companion an imported conversation is with: the one of the name the file tells, or the default one.
import { foldWords } from '../../lib/fold-words.ts';
import type { ImportedConversation } from './imported.ts';

/** @param companions those there are; of two with one name, the first */
export function companionChooser(companions: readonly { id: string; name: string }[], byDefault: string): (conversation: Pick<ImportedConversation, 'character_name'>) => string {
  const byName = new Map<string, string>();
  for (const { id, name } of companions) if (!byName.has(folded(name))) byName.set(folded(name), id);
  return ({ character_name }) => (character_name === null ? undefined : byName.get(folded(character_name))) ?? byDefault;
}

const folded = (name: string): string => foldWords(name).trim();
