// Paths into the configuration: "llm_provider.config.models.main", with brackets where a key is not a plain word.

export type Segment = string | number;

const plain = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Writes a path for people and for the settings screen; the root is "$". */
export function formatPath(path: readonly Segment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!plain.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text === '' ? '$' : text;
}

/** Reads what formatPath wrote; undefined when it is not a path. */
export function parsePath(text: string): Segment[] | undefined {
  if (text === '$') return [];
  if (text.startsWith('.')) return undefined;
  const path: Segment[] = [];
  const token = /(?:^|\.)([A-Za-z_][A-Za-z0-9_-]*)|\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) return undefined;
    if (found[1] !== undefined) path.push(found[1]);
    else if (found[2] !== undefined) path.push(Number(found[2]));
    else {
      try {
        path.push(JSON.parse(found[3]!) as string);
      } catch {
        return undefined;
      }
    }
  }
  return path.length === 0 ? undefined : path;
}

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, or undefined. Only own keys count. */
export function valueAt(root: unknown, path: readonly Segment[]): unknown {
  let value = root;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<Segment, unknown>)[segment];
  }
  return value;
}
