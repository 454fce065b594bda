// The configuration as JSON Schema for the settings screen: titles and descriptions in both languages, in groups.
import { groups, labels } from './labels.ts';
import { leavesOf } from './layers.ts';
import type { LoadedConfig } from './load.ts';
import { formatPath } from './path.ts';
import { providerSections, type ProviderSection } from './provider-names.ts';
import { configSchemaTree, type JsonSchema } from './schema-tree.ts';

export type Bilingual = { en: string; es: string };
/** JSON Schema with `x-title` and `x-description` in both languages on every field. */
export type FormSchema = JsonSchema & { 'x-title'?: Bilingual; 'x-description'?: Bilingual };
export type SettingsGroup = { id: string; title: Bilingual; paths: string[] };
export type SettingValue = { path: string; value: unknown; source: string };

/** @param options.available names of the providers this build has, per section; the form offers no others */
export function configJsonSchema(options: { available?: Partial<Record<ProviderSection, readonly string[]>> } = {}): { schema: Record<string, unknown>; groups: SettingsGroup[] } {
  const schema: FormSchema = configSchemaTree();
  for (const section of providerSections) {
    const names = options.available?.[section];
    const field = schema.properties?.[section]?.properties?.['name'];
    if (names !== undefined && field?.enum !== undefined) field.enum = field.enum.filter((name) => names.includes(String(name)));
  }
  label(schema, '');
  return { schema: schema as Record<string, unknown>, groups: groups.map((group) => ({ id: group.id, title: { ...group.title }, paths: [...group.paths] })) };
}

/** Every value in force with the layer it came from, as the settings screen lists them. */
export function listConfigValues(loaded: Pick<LoadedConfig, 'config' | 'provenance'>): SettingValue[] {
  return leavesOf(loaded.config, () => ({ layer: 'default', source: null, line: null, column: null })).map(({ path, value }) => {
    const name = formatPath(path);
    return { path: name, value, source: loaded.provenance[name]?.layer ?? 'default' };
  });
}

function label(schema: FormSchema, path: string): void {
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? formatPath([key]) : `${path}.${key}`;
    const field: FormSchema = child;
    const [english, spanish, description] = labels[at] ?? labels[`*.${key}`] ?? [key, key, child.description ?? ''];
    field.title = english;
    field['x-title'] = { en: english, es: spanish };
    field['x-description'] = { en: child.description ?? english, es: description };
    label(field, at);
  }
  for (const option of schema.anyOf ?? []) label(option, path);
}
