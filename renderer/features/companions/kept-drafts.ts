// Unsaved changes, kept in the browser's storage per companion, so that they outlive the window.
import * as z from 'zod';
import type { Personality } from '../../../core/contract/index.ts';
import type { TextStorage } from '../shell/preferences.ts';
import { hasShape, issuesOf } from './draft-issues.ts';

/** `base_updated_at`: the saved version it was made from. */
export type KeptDraft = { definition: Personality; base_updated_at: number; changed_at: number };

const keptSchema = z.object({ definition: z.unknown(), base_updated_at: z.number(), changed_at: z.number() });
const nameOf = (id: string): string => `luminora.companion-draft.${id}`;

/** Null when there is none, or when what is there cannot be read any more. */
export function readKeptDraft(storage: TextStorage, id: string): KeptDraft | null {
  try {
    const kept = keptSchema.parse(JSON.parse(storage.getItem(nameOf(id)) ?? 'null'));
    return hasShape(kept.definition, issuesOf(kept.definition)) ? { ...kept, definition: kept.definition } : null;
  } catch {
    return null;
  }
}

/** False when the storage has no room for it. */
export function keepDraft(storage: TextStorage, id: string, draft: KeptDraft | null): boolean {
  try {
    if (draft) storage.setItem(nameOf(id), JSON.stringify(draft));
    else storage.removeItem(nameOf(id));
    return true;
  } catch {
    return false;
  }
}

/** The window's storage; where there is none, a memory of the page. */
export function browserStorage(): TextStorage {
  if (typeof localStorage !== 'undefined') return localStorage;
  const texts = new Map<string, string>();
  return { getItem: (name) => texts.get(name) ?? null, setItem: (name, text) => { texts.set(name, text); }, removeItem: (name) => { texts.delete(name); } };
}
