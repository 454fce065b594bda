import { plainId } from '../../lib/plain-id.ts';

/** An id made from a name, that nothing else has: "Dr. Luna" becomes "dr_luna", then "dr_luna_2". */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = plainId(name) || 'companion';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? plain : `${plain}_${number}`;
    if (!taken.has(id)) return id;
  }
}
