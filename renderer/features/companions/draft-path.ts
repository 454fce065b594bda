// Reads and changes a value by its dotted path ("hierarchical_config.relationship_levels.0.name"). Pure; what is not touched stays the same object.
type Container = Record<string, unknown> | readonly unknown[];

export function valueAt(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (isContainer(node) ? (node as Record<string, unknown>)[key] : undefined), root);
}

/** `undefined` takes the value away, and a holder that is left empty with it when its own holder can do without. */
export function withValue<T>(root: T, path: string, value: unknown): T {
  return change(root, path.split('.'), value) as T;
}

function change(node: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const holder: Container = isContainer(node) ? node : /^\d+$/.test(key) ? [] : {};
  const next = rest.length === 0 ? value : change((holder as Record<string, unknown>)[key], rest, value);
  if (Array.isArray(holder)) {
    const list = [...(holder as unknown[])];
    if (next === undefined) list.splice(Number(key), 1); else list[Number(key)] = next;
    return list;
  }
  const { [key]: _old, ...others } = holder as Record<string, unknown>;
  if (next === undefined || (value === undefined && rest.length > 0 && isEmpty(next))) return others;
  return key in holder ? { ...holder, [key]: next } : { ...others, [key]: next };
}

/** A list with the entry at `from` moved to `to`; the same list when either lies outside. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: unknown): boolean {
  return isContainer(value) && !Array.isArray(value) && Object.keys(value).length === 0;
}
