// Reads a JSON Schema into a flat list of fields a form can draw. Pure; knows nothing of what the settings mean.
import type { ContractSettings, JsonSchema } from './settings-types.ts';

export type FieldKind = 'switch' | 'choice' | 'number' | 'text' | 'list' | 'json';
export type SettingField = {
  path: string;
  kind: FieldKind;
  title: string | null;
  /** What the part of the configuration it lies in is called; fields of one part stand together. */
  section: string;
  description: string | null;
  choices: { value: string; label: string }[];
  minimum: number | null;
  maximum: number | null;
  is_integer: boolean;
  is_optional: boolean;
};
export type SettingGroup = { id: string; title: { en: string; es: string }; fields: SettingField[] };

const providerKinds: Record<string, string[]> = { llm: ['llm_provider'], embeddings: ['embedding_provider'], storage: ['storage_provider'], vectors: ['vector_store_provider'], cache: ['cache_provider'] };

/** The groups of the contract with their fields; `valueAt` gives the present choice of provider, which decides the options shown. */
export function buildGroups(answer: ContractSettings['schema'], valueAt: (path: string) => unknown): SettingGroup[] {
  const root = answer.schema as JsonSchema;
  return answer.groups.map((group) => ({
    id: group.id, title: group.title,
    fields: dropRepeated(group.paths.flatMap((path) => {
      const schema = schemaAt(root, path.split('.'));
      const fields = schema ? walk(root, schema, path, true, sectionName(resolve(root, schema), path)) : [];
      return [...fields, ...optionFields(answer, path, valueAt)].map((field) => nameProviders(answer, field));
    })),
  })).filter((group) => group.fields.length > 0);
}

/** A choice of provider offers the providers of this build, by their titles. */
function nameProviders(answer: ContractSettings['schema'], field: SettingField): SettingField {
  const [section, key, ...deeper] = field.path.split('.');
  if (key !== 'name' || deeper.length > 0 || field.kind !== 'choice' || section === undefined) return field;
  const providers = Object.entries(answer.providers).find(([kind]) => isKindOf(kind, section))?.[1] ?? [];
  return providers.length === 0 ? field : { ...field, choices: providers.map(({ id, title }) => ({ value: id, label: title })) };
}

function isKindOf(kind: string, section: string): boolean {
  return kind === section || (providerKinds[kind] ?? [`${kind}_provider`]).includes(section);
}

/** Options that the chosen provider adds below its section's `config`. */
function optionFields(answer: ContractSettings['schema'], path: string, valueAt: (path: string) => unknown): SettingField[] {
  const section = path.split('.')[0] ?? path;
  if (path !== section && path !== `${section}.config`) return [];
  for (const [kind, providers] of Object.entries(answer.providers)) {
    if (!isKindOf(kind, section)) continue;
    const chosen = providers.find((provider) => provider.id === valueAt(`${section}.name`));
    if (chosen) return walk(chosen.options, chosen.options, `${section}.config`, true, chosen.title);
  }
  return [];
}

function walk(root: JsonSchema, schema: JsonSchema, path: string, isOptional: boolean, section: string): SettingField[] {
  const resolved = resolve(root, schema);
  const properties = resolved['properties'] as Record<string, JsonSchema> | undefined;
  if (properties) {
    const required = new Set((resolved['required'] as string[] | undefined) ?? []);
    return Object.entries(properties).flatMap(([key, child]) => walk(root, child, `${path}.${key}`, !required.has(key), resolve(root, child)['properties'] ? sectionName(resolve(root, child), `${path}.${key}`) : section));
  }
  if (resolved['type'] === 'object' || resolved['type'] === undefined && !resolved['enum'] && !resolved['const']) return [];
  const text = (key: string): string | null => (typeof resolved[key] === 'string' ? resolved[key] : null);
  const number = (key: string): number | null => (typeof resolved[key] === 'number' && Math.abs(resolved[key]) < Number.MAX_SAFE_INTEGER ? resolved[key] : null);
  return [{
    path, kind: kindOf(resolved), title: text('title'), section, description: text('description'),
    choices: ((resolved['enum'] as unknown[] | undefined) ?? []).filter((value) => value !== null).map((value) => ({ value: String(value), label: String(value) })),
    minimum: number('minimum'), maximum: number('maximum'), is_integer: resolved['type'] === 'integer', is_optional: isOptional,
  }];
}

function kindOf(schema: JsonSchema): FieldKind {
  if (schema['enum']) return 'choice';
  if (schema['type'] === 'boolean') return 'switch';
  if (schema['type'] === 'number' || schema['type'] === 'integer') return 'number';
  if (schema['type'] === 'string') return 'text';
  const items = schema['items'] as JsonSchema | undefined;
  return schema['type'] === 'array' && items?.['type'] === 'string' ? 'list' : 'json';
}

/** Follows $ref, and takes the part of a union that is not null; descriptions on the outside win. */
function resolve(root: JsonSchema, schema: JsonSchema): JsonSchema {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const target = reference.replace(/^#\/?/, '').split('/').filter(Boolean).reduce<unknown>((node, key) => (node as JsonSchema | undefined)?.[key], root);
    return { ...resolve(root, (target ?? {}) as JsonSchema), ...without(schema, '$ref') };
  }
  const union = (schema['anyOf'] ?? schema['oneOf']) as JsonSchema[] | undefined;
  if (!union) return schema;
  const parts = union.map((part) => resolve(root, part)).filter((part) => part['type'] !== 'null');
  const chosen = parts.find((part) => part['enum']) ?? parts.find((part) => part['properties']) ?? parts[0] ?? {};
  return { ...chosen, ...without(without(schema, 'anyOf'), 'oneOf') };
}

function schemaAt(root: JsonSchema, path: readonly string[]): JsonSchema | null {
  let node: JsonSchema | undefined = resolve(root, root);
  for (const key of path) node = node && (resolve(root, node)['properties'] as Record<string, JsonSchema> | undefined)?.[key];
  return node ?? null;
}

function without(schema: JsonSchema, key: string): JsonSchema {
  const { [key]: _left, ...others } = schema;
  return others;
}

/** The configuration and a provider's options may both describe a path: the first with a title is the one for people. */
function dropRepeated(fields: SettingField[]): SettingField[] {
  const kept = new Map<string, SettingField>();
  for (const field of fields) if (!kept.get(field.path)?.title) kept.set(field.path, field);
  return [...kept.values()];
}

function sectionName(schema: JsonSchema, path: string): string {
  const name = schema['title'] ?? schema['description'];
  return typeof name === 'string' ? name : humanName(path);
}

/** "recall_token_budget" -> "Recall token budget". */
export function humanName(path: string): string {
  const words = (path.split('.').at(-1) ?? path).replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
