// Checks merged values against the schema and turns every finding into an issue that names its place in the file.
import type * as z from 'zod';
import { describeExpected, describeGot } from './describe-value.ts';
import type { ConfigIssue } from './issues.ts';
import { leafFor, type Leaf, type Merged } from './layers.ts';
import { isHidden } from './literal-secrets.ts';
import { formatPath, isObject, valueAt, type Segment } from './path.ts';
import { configSchema, type Config } from './schema.ts';
import { schemaAt, type JsonSchema } from './schema-tree.ts';
import { nearestWord } from './spelling.ts';

/** `at` is the canonical path of each issue, to find its leaf again. */
export type Validated = { config: Config | undefined; issues: { issue: ConfigIssue; at: Segment[] }[] };

/** Finds what a provider cannot take of its own options, which this schema leaves open. */
export type CheckOptions = (config: Config) => Finding[];

/** Never throws. */
export function validateConfig(merged: Merged, tree: JsonSchema, file: string | null, checkOptions: CheckOptions = () => []): Validated {
  const result = configSchema.safeParse(merged.value);
  const found = result.success ? [...poolIssues(result.data), ...checkOptions(result.data)] : uniqueByPath(result.error.issues.map(pathAndExpected));
  const issues = found.map((finding) => ({ at: finding.path, issue: toIssue(finding, merged, tree, file) }));
  return { config: result.success && issues.length === 0 ? result.data : undefined, issues };
}

export type Finding = { path: Segment[]; expected?: string };

function pathAndExpected(issue: z.core.$ZodIssue): Finding {
  const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
  if (issue.code !== 'invalid_union') return { path };
  // The alternative that agrees longest is the one that was meant.
  const deepest = issue.errors.flat().map(pathAndExpected).reduce<Segment[]>((best, inner) => (inner.path.length > best.length ? inner.path : best), []);
  return { path: [...path, ...deepest] };
}

function uniqueByPath(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [formatPath(finding.path), finding])).values()];
}

function poolIssues(config: Config): Finding[] {
  const pool = config.storage_provider.config.pool;
  if (pool === undefined || pool.min_connections <= pool.max_connections) return [];
  return [{ path: ['storage_provider', 'config', 'pool', 'min_connections'], expected: `at most max_connections, ${pool.max_connections}` }];
}

function toIssue(finding: Finding, merged: Merged, tree: JsonSchema, file: string | null): ConfigIssue {
  const { path } = finding;
  const value = valueAt(merged.value, path);
  const leaf = leafFor(merged.leaves, path);
  const schema = schemaAt(tree, path);
  const expected = finding.expected ?? describeExpected(schema);
  const isExact = leaf !== undefined && leaf.path.length <= path.length;
  const written = isExact ? [...leaf.writtenPath, ...path.slice(leaf.path.length)] : path;
  return {
    file: sourceOf(leaf, file), path: formatPath(written), line: leaf?.origin.line ?? null, column: leaf?.origin.column ?? null,
    got: describeGot(value, isHidden(merged.leaves, path, value)), expected, next_step: nextStep(value, expected, schema, leaf),
  };
}

function sourceOf(leaf: Leaf | undefined, file: string | null): string {
  if (leaf?.origin.layer === 'environment') return `environment variable ${leaf.origin.source}`;
  if (leaf?.origin.layer === 'flag') return 'command line';
  return leaf?.origin.source ?? file ?? 'the configuration';
}

function nextStep(value: unknown, expected: string, schema: JsonSchema | undefined, leaf: Leaf | undefined): string {
  const place = leaf?.origin.layer === 'environment' ? `in ${leaf.origin.source}` : leaf?.origin.layer === 'flag' ? 'on the command line' : 'here';
  const meant = typeof value === 'string' && schema?.enum !== undefined ? nearestWord(value, schema.enum.map(String)) : undefined;
  if (meant !== undefined) return `Did you mean "${meant}"? Write it ${place}.`;
  const fallback = schema?.default;
  const plain = fallback !== undefined && !isObject(fallback) ? ` (then ${JSON.stringify(fallback)} is used)` : '';
  return `Write ${expected} ${place}, or leave it out${plain}.`;
}
