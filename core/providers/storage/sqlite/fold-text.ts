// Text without case and accents, for filters that should not care about either.

/** "¿Qué Día?" becomes "¿que dia?". */
export function foldText(text: string): string {
  return text.toWellFormed().normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
