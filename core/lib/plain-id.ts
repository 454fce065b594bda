// A name as an id: what a companion's file, a card and an old database all call it by.

/** "Dr. Luna" becomes "dr_luna"; '' when nothing of the name can stand in an id. At most 48 characters of a-z, 0-9 and _. */
export function plainId(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '').slice(0, 48);
}
