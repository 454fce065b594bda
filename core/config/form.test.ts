import { describe, expect, it } from 'vitest';
import { configJsonSchema, listConfigValues } from './form.ts';
import { environmentTable } from './environment.ts';
import { loadConfig } from './load.ts';
import { canonicalPath, aliases } from './aliases.ts';
import { configSchemaTree, schemaAt, type JsonSchema } from './schema-tree.ts';

type Field = JsonSchema & { 'x-title'?: { en: string; es: string }; 'x-description'?: { en: string; es: string } };

function fieldsOf(schema: JsonSchema, path = ''): [string, Field][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, child]): [string, Field][] => [[`${path}${key}`, child], ...fieldsOf(child, `${path}${key}.`), ...(child.anyOf ?? []).flatMap((option) => fieldsOf(option, `${path}${key}.`))]);
}

describe('the settings form', () => {
  it('names and describes every field in both languages', () => {
    const fields = fieldsOf(configJsonSchema().schema as JsonSchema);
    expect(fields.length).toBeGreaterThan(80);
    for (const [path, field] of fields) {
      expect(field.description, path).toBeTypeOf('string');
      expect(field.title, path).not.toBe(path.split('.').at(-1));
      expect(field['x-title']?.es, path).toBeTruthy();
      expect(field['x-description']?.es, path).toBeTruthy();
      if (field.type === 'integer' || field.type === 'number') expect([typeof field.minimum, typeof field.maximum, Math.abs(field.maximum ?? 1e9) < 1e12], path).toEqual(['number', 'number', true]);
    }
  });

  it('puts every section into exactly one group', () => {
    const { schema, groups } = configJsonSchema();
    expect(groups.map((group) => group.id)).toEqual(['model', 'memory', 'character', 'privacy', 'voice', 'documents', 'server', 'advanced']);
    expect(groups.flatMap((group) => group.paths).sort()).toEqual(Object.keys((schema as JsonSchema).properties ?? {}).sort());
  });

  it('offers only the providers that are there', () => {
    const { schema } = configJsonSchema({ available: { llm_provider: ['auto', 'ollama'] } });
    expect(schemaAt(schema as JsonSchema, ['llm_provider', 'name'])?.enum).toEqual(['auto', 'ollama']);
  });

  it('lists every value with its source', async () => {
    const values = listConfigValues(await loadConfig({ text: '{"server":{"port":9}}' }));
    expect(values).toContainEqual({ path: 'server.port', value: 9, source: 'file' });
    expect(values).toContainEqual({ path: 'embedding_provider.dimension', value: 384, source: 'preset' });
  });

  it('knows the place of every variable and every alias', () => {
    const tree = configSchemaTree();
    for (const path of Object.values(environmentTable)) expect(schemaAt(tree, path), path.join('.')).toBeDefined();
    for (const { from, to } of aliases) {
      expect(schemaAt(tree, to), to.join('.')).toBeDefined();
      expect(canonicalPath(from)).toEqual(to);
    }
  });
});
