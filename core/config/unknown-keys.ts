// Keys nobody reads: kept in the file, and pointed out when they are probably a misspelling.
import type { Leaf } from './layers.ts';
import { formatPath } from './path.ts';
import { knownKeysAt, type JsonSchema } from './schema-tree.ts';
import { nearestWord } from './spelling.ts';

// A provider may have options of its own, so inside these only a near miss is pointed out.
const openPlaces = /^\w+_provider\.config(\.|$)/;

/** One warning per unknown key of a file. */
export function unknownKeyWarnings(leaves: readonly Leaf[], tree: JsonSchema): string[] {
  const warnings = new Set<string>();
  for (const leaf of leaves) {
    const depth = leaf.path.findIndex((segment, index) => {
      const known = knownKeysAt(tree, leaf.path.slice(0, index));
      return known.length > 0 && !known.includes(String(segment));
    });
    const key = leaf.path[depth];
    if (depth === -1 || key === undefined) continue;
    const parent = leaf.path.slice(0, depth);
    const meant = nearestWord(String(key), knownKeysAt(tree, parent));
    if (meant === undefined && openPlaces.test(formatPath(parent))) continue;
    warnings.add(`${leaf.origin.source}, line ${leaf.origin.line}: ${formatPath(leaf.path.slice(0, depth + 1))} is not a known setting${meant === undefined ? '' : `; did you mean "${meant}"?`} It is kept and has no effect.`);
  }
  return [...warnings];
}
