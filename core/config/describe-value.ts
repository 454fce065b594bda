// Puts a found value and an expected one into words.
import { printable } from '../lib/printable.ts';
import { isObject } from './path.ts';
import type { JsonSchema } from './schema-tree.ts';

/** What was found, short, printable, and hidden where it may be a secret. */
export function describeGot(value: unknown, hidden: boolean): string {
  if (value === undefined) return 'nothing';
  if (hidden && typeof value === 'string') return `a text of ${value.length} characters (not shown: it may be a secret)`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object { … }';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too large to hold';
  const text = printable(typeof value === 'bigint' ? String(value) : JSON.stringify(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** What belongs there, from the JSON Schema of the place. */
export function describeExpected(schema: JsonSchema | undefined): string {
  if (schema === undefined) return 'another kind of value';
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeExpected).join(', or ');
  if (schema.type === 'integer' || schema.type === 'number') return `${schema.type === 'integer' ? 'a whole number' : 'a number'}${range(schema.minimum, schema.maximum)}`;
  if (schema.type === 'boolean') return 'true or false';
  if (schema.type === 'array') return 'a list [ … ]';
  if (schema.type === 'object') return 'an object { … }';
  return describeText(schema);
}

function describeText(schema: JsonSchema): string {
  if (schema.pattern?.includes('https') === true) return 'an address that begins with http:// or https://';
  if (schema.pattern?.startsWith('^[A-Za-z_]') === true) return 'the name of an environment variable, such as DEEPSEEK_API_KEY';
  const length = schema.maxLength === undefined ? '' : ` of ${schema.minLength ?? 0} to ${schema.maxLength} characters`;
  return `a text${length}${schema.pattern === undefined ? '' : ' on one line, without unusual characters'}`;
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  return '';
}
