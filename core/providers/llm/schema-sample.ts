// The smallest value that satisfies a JSON Schema: what the scripted provider answers when nothing else is scripted.

type Schema = Record<string, unknown>;
const asSchema = (value: unknown): Schema => (typeof value === 'object' && value !== null ? (value as Schema) : {});
const asNumber = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** Builds the sample: required properties only, shortest strings and lists, first of several choices. */
export function sampleOfSchema(schema: Schema): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return sampleOfSchema(asSchema(choices[0]));
  const type = Array.isArray(schema['type']) ? (schema['type'] as unknown[])[0] : schema['type'];
  switch (type) {
    case 'object': {
      const properties = asSchema(schema['properties']);
      const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
      return Object.fromEntries(required.map((name) => [name, sampleOfSchema(asSchema(properties[name]))]));
    }
    case 'array':
      return Array.from({ length: asNumber(schema['minItems'], 0) }, () => sampleOfSchema(asSchema(schema['items'])));
    case 'string':
      return 'x'.repeat(asNumber(schema['minLength'], 0));
    case 'integer':
    case 'number':
      return asNumber(schema['minimum'], 0);
    case 'boolean':
      return false;
    default:
      return null;
  }
}
