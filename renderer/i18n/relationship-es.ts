// The relationship screen, mood and affinity, in Spanish.
import type { relationshipEn } from './relationship-en.ts';

export const relationshipEs: Record<keyof typeof relationshipEn, string> = {
  relationship_title: 'Relación',
};
