// The configuration's JSON Schema as a tree that can be asked about one place.
import * as z from 'zod';
import type { Segment } from './path.ts';
import { configSchema } from './schema.ts';

/** The part of JSON Schema that the configuration uses. */
export type JsonSchema = {
  type?: string; enum?: (string | number)[]; const?: unknown; anyOf?: JsonSchema[]; default?: unknown; description?: string; title?: string;
  properties?: Record<string, JsonSchema>; additionalProperties?: JsonSchema | boolean; items?: JsonSchema; required?: string[];
  minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string;
};

/** The whole configuration as JSON Schema: what may be written, so nothing with a default is required. */
export function configSchemaTree(): JsonSchema {
  const tree = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  // These two are filled in by the loader, which derives them from the rest.
  delete tree.required;
  for (const section of Object.values(tree.properties!)) delete section.required;
  return tree;
}

/** The schema of one place, or undefined where anything may stand. */
export function schemaAt(tree: JsonSchema, path: readonly Segment[]): JsonSchema | undefined {
  let schema = tree;
  for (const segment of path) {
    const options = schema.anyOf ?? [schema];
    const child = options.map((option) => childOf(option, segment)).find((found) => found !== undefined);
    if (child === undefined) return undefined;
    schema = child;
  }
  return schema;
}

function childOf(schema: JsonSchema, segment: Segment): JsonSchema | undefined {
  if (typeof segment === 'number') return schema.items;
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, segment)) return schema.properties[segment];
  const rest = schema.additionalProperties;
  return typeof rest === 'object' && Object.keys(rest).length > 0 ? rest : undefined;
}

/** Names of the keys known at one place; empty where any key may stand. */
export function knownKeysAt(tree: JsonSchema, path: readonly Segment[]): string[] {
  const schema = schemaAt(tree, path);
  const options = schema?.anyOf ?? (schema === undefined ? [] : [schema]);
  return options.flatMap((option) => Object.keys(option.properties ?? {}));
}
