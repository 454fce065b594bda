// Values from several places put on top of each other, each leaf remembering where it came from.
import { formatPath, isObject, type Segment } from './path.ts';

export const layerNames = ['default', 'preset', 'file', 'environment', 'flag'] as const;
export type LayerName = (typeof layerNames)[number];

/** Where a value was written. `source`: a file, a variable or a flag. Lines and columns count from 1. */
export type Origin = { layer: LayerName; source: string | null; line: number | null; column: number | null };

/** One value that is not a filled object, where it belongs and where it was written. */
export type Leaf = { path: Segment[]; value: unknown; origin: Origin; writtenPath: Segment[] };

/** The key that would reach an object's prototype; never taken from outside. */
export const forbiddenKey = '__proto__';

/** Takes an object apart into leaves; arrays and empty objects stay whole. */
export function leavesOf(value: unknown, origin: (path: Segment[]) => Origin, path: Segment[] = []): Leaf[] {
  if (!isObject(value) || (Object.keys(value).length === 0 && path.length > 0)) return [{ path, value, origin: origin(path), writtenPath: path }];
  return Object.entries(value).flatMap(([key, child]) => (key === forbiddenKey ? [] : leavesOf(child, origin, [...path, key])));
}

export type Merged = { value: Record<string, unknown>; leaves: Map<string, Leaf> };

/** Puts leaves on top of each other, later ones winning; a section written as something else than an object stays wrong, for validation to report. */
export function mergeLeaves(leaves: readonly Leaf[]): Merged {
  const merged: Merged = { value: {}, leaves: new Map() };
  for (const leaf of leaves) {
    const holder = holderOf(merged, leaf.path);
    const key = leaf.path.at(-1);
    if (holder === undefined || key === undefined) continue;
    if (isObject(leaf.value) && Object.keys(leaf.value).length === 0 && Object.hasOwn(holder, key) && isObject(holder[key])) {
      if (Object.keys(holder[key]).length === 0) merged.leaves.set(formatPath(leaf.path), leaf);
      continue;
    }
    forgetUnder(merged, leaf.path);
    holder[key] = structuredClone(leaf.value);
    merged.leaves.set(formatPath(leaf.path), leaf);
  }
  return merged;
}

function holderOf(merged: Merged, path: readonly Segment[]): Record<string, unknown> | undefined {
  let holder = merged.value;
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const key = String(path[depth]);
    const next = Object.hasOwn(holder, key) ? holder[key] : undefined;
    if (isObject(next)) {
      holder = next;
      continue;
    }
    const name = formatPath(path.slice(0, depth + 1));
    const writtenBy = merged.leaves.get(name)?.origin.layer;
    if (next !== undefined && writtenBy !== 'default' && writtenBy !== 'preset') return undefined;
    merged.leaves.delete(name);
    const fresh: Record<string, unknown> = {};
    holder[key] = fresh;
    holder = fresh;
  }
  return holder;
}

function forgetUnder(merged: Merged, path: readonly Segment[]): void {
  const name = formatPath(path);
  for (const known of merged.leaves.keys()) if (known === name || known.startsWith(`${name}.`) || known.startsWith(`${name}[`)) merged.leaves.delete(known);
}

/** The leaf that explains a path: itself, one below it, or the nearest above it. */
export function leafFor(leaves: ReadonlyMap<string, Leaf>, path: readonly Segment[]): Leaf | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const name = formatPath(path.slice(0, depth));
    const exact = leaves.get(name);
    if (exact !== undefined) return exact;
    for (const [known, leaf] of leaves) if (known.startsWith(`${name}.`) || known.startsWith(`${name}[`)) return leaf;
  }
  return undefined;
}
