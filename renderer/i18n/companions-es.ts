// Companions: gallery, editor and import, in Spanish.
import type { companionsEn } from './companions-en.ts';

export const companionsEs: Record<keyof typeof companionsEn, string> = {
  companions_title: 'Compañía',
};
