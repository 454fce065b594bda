// A variable or a flag that names another provider also sets aside what the file says for the old one:
// its address, key and models would go to the wrong service.
import type { Leaf } from './layers.ts';
import { providerSections } from './provider-names.ts';

/** Layers from the weakest to the strongest; returns them without what belongs to providers that are not chosen. */
export function setAsideOtherProviders(layers: readonly (readonly Leaf[])[]): { leaves: Leaf[]; warnings: string[] } {
  const warnings: string[] = [];
  let kept = layers.map((leaves) => [...leaves]);
  for (const section of providerSections) {
    const names = kept.map((leaves) => leaves.findLast((leaf) => leaf.path[0] === section && leaf.path[1] === 'name' && leaf.path.length === 2));
    const winner = names.findLastIndex((leaf) => leaf !== undefined);
    const chosen = names[winner];
    kept = kept.map((leaves, index) => {
      const named = names.slice(0, index + 1).findLast((leaf) => leaf !== undefined);
      if (index >= winner || named === undefined || named.value === chosen?.value) return leaves;
      const rest = leaves.filter((leaf) => leaf.path[0] !== section);
      if (leaves.length - rest.length > 1) warnings.push(`${chosen?.origin.source} chooses ${section} "${String(chosen?.value)}", so the options for "${String(named.value)}" in ${named.origin.source ?? 'the configuration'} are not used.`);
      return rest;
    });
  }
  return { leaves: kept.flat(), warnings };
}
