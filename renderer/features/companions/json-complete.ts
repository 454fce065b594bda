// What may stand at a place of the file, by its JSON Schema: keys not there yet, and values of closed lists. Pure.
import { findNodeAtLocation, getLocation, parseTree, type JSONPath } from 'jsonc-parser';

export type Schema = Record<string, unknown>;
export type Suggestion = { label: string; apply: string; kind: 'property' | 'enum' };

/** What can be written at the offset; `from` is where the word being written begins. */
export function suggestionsAt(text: string, offset: number, schema: Schema): { from: number; suggestions: Suggestion[] } {
  const location = getLocation(text, offset);
  const previous = location.previousNode;
  const from = previous && previous.offset <= offset && offset <= previous.offset + previous.length ? previous.offset : wordStart(text, offset);
  if (location.isAtPropertyKey) {
    const holder = location.path.slice(0, -1);
    const taken = new Set(keysAt(text, holder));
    if (typeof previous?.value === 'string') taken.delete(previous.value);
    const hasColon = /^\s*:/.test(text.slice(previous ? previous.offset + previous.length : offset));
    const suggestions = propertiesAt(schema, holder).filter(([key]) => !taken.has(key)).map(([key, part]): Suggestion => ({ label: key, apply: hasColon ? `"${key}"` : `"${key}": ${blankOf(resolve(schema, part))}`, kind: 'property' }));
    return { from, suggestions };
  }
  const part = schemaAt(schema, location.path);
  const values = part ? valuesOf(schema, part) : [];
  return { from, suggestions: values.map((value) => ({ label: String(value), apply: JSON.stringify(value), kind: 'enum' })) };
}

function wordStart(text: string, offset: number): number {
  return offset - (/["\w.-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
}

function keysAt(text: string, path: JSONPath): string[] {
  const tree = parseTree(text);
  const node = tree && (path.length === 0 ? tree : findNodeAtLocation(tree, path));
  return (node?.children ?? []).flatMap((child) => (child.type === 'property' && typeof child.children?.[0]?.value === 'string' ? [child.children[0].value] : []));
}

function schemaAt(root: Schema, path: JSONPath): Schema | null {
  let parts: Schema[] = variants(root, root);
  for (const key of path) {
    parts = parts.flatMap((part) => {
      const child = typeof key === 'number' ? (part['prefixItems'] as Schema[] | undefined)?.[key] ?? part['items'] : (part['properties'] as Record<string, Schema> | undefined)?.[key] ?? part['additionalProperties'];
      return typeof child === 'object' && child !== null ? variants(root, child as Schema) : [];
    });
  }
  return parts.length === 0 ? null : parts.length === 1 ? parts[0] ?? null : { anyOf: parts };
}

function propertiesAt(root: Schema, path: JSONPath): [string, Schema][] {
  const part = schemaAt(root, path);
  return part ? variants(root, part).flatMap((variant) => Object.entries((variant['properties'] as Record<string, Schema> | undefined) ?? {})) : [];
}

function valuesOf(root: Schema, part: Schema): unknown[] {
  return variants(root, part).flatMap((variant) => (Array.isArray(variant['enum']) ? (variant['enum'] as unknown[]) : 'const' in variant ? [variant['const']] : variant['type'] === 'boolean' ? [true, false] : []));
}

/** The schema, or each of those it may be one of, with references followed. */
function variants(root: Schema, part: Schema): Schema[] {
  const found = resolve(root, part);
  const union = (found['anyOf'] ?? found['oneOf'] ?? found['allOf']) as Schema[] | undefined;
  return union ? union.flatMap((entry) => variants(root, entry)) : [found];
}

function resolve(root: Schema, part: Schema): Schema {
  const reference = part['$ref'];
  if (typeof reference !== 'string') return part;
  return reference.replace(/^#\/?/, '').split('/').filter(Boolean).reduce<unknown>((node, key) => (node as Schema | undefined)?.[key], root) as Schema;
}

function blankOf(part: Schema): string {
  if ('default' in part) return JSON.stringify(part['default']);
  return { object: '{}', array: '[]', string: '""', boolean: 'false', number: '0', integer: '0' }[String(part['type'])] ?? '""';
}
