// Loads the configuration: defaults < presets < file < environment < flags, every value with its origin, every problem at once.
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { toCanonical } from './aliases.ts';
import { environmentLeaves, fromText, ollamaHostLeaves, readDotEnv, type Environment } from './environment.ts';
import { chosenNames, presetLeaves, type Available } from './fill-in.ts';
import { configError, type ConfigIssue } from './issues.ts';
import { leafFor, leavesOf, mergeLeaves, type Leaf, type LayerName, type Merged } from './layers.ts';
import { literalSecretIssues } from './literal-secrets.ts';
import { setAsideOtherProviders } from './overrides.ts';
import { parseConfigText } from './parse-text.ts';
import { formatPath, parsePath } from './path.ts';
import type { Config } from './schema.ts';
import { configSchemaTree, schemaAt, type JsonSchema } from './schema-tree.ts';
import { unknownKeyWarnings } from './unknown-keys.ts';
import { validateConfig, type CheckOptions } from './validate.ts';

export type LoadOptions = {
  /** The configuration file; one that does not exist counts as empty. A .env file in its folder is read too. */
  file?: string;
  /** Text to use instead of the file's, for example to check a change before it is written. */
  text?: string;
  env?: Environment;
  /** Values from the command line, keyed by dotted path: { "server.port": 8080 }. */
  flags?: Readonly<Record<string, unknown>>;
  /** The host's own defaults, nested, below the presets. */
  defaults?: Readonly<Record<string, unknown>>;
  /** Names of the providers this build has: embeddings and index that follow from another choice fall back to the built-in ones when theirs is not there. */
  available?: Available;
  /** What each provider says of its own options. */
  checkOptions?: CheckOptions;
  /** "throw" (default) or "defaults": safe mode, wrong values are left out and reported in `issues`. */
  onInvalid?: 'throw' | 'defaults';
};

/** Where one value came from. `source`: the file, the variable, the flag or the preset's name. */
export type Provenance = { layer: LayerName; source: string | null; line: number | null };

export type LoadedConfig = {
  config: Config;
  /** Per dotted path of every value. */
  provenance: Record<string, Provenance>;
  warnings: string[];
  /** Problems that safe mode stepped over; otherwise empty. */
  issues: ConfigIssue[];
  file: string | null;
  /** The file's text as read; null when there is no file. */
  fileText: string | null;
  /** The environment with the .env file beneath it: where `*_env` names are looked up. */
  environment: Record<string, string>;
};

/** @throws LuminoraError invalid_configuration with `details.issues` (ConfigIssue[]); the file is never written here */
export async function loadConfig(options: LoadOptions = {}): Promise<LoadedConfig> {
  const file = options.file ?? null;
  const environment = await readEnvironment(file, options.env ?? {});
  const fileText = options.text ?? (file === null ? null : await readText(file));
  const tree = configSchemaTree();
  const name = file ?? 'the configuration';
  const parsed = parseConfigText(fileText ?? '', name);
  const isSafe = options.onInvalid === 'defaults';
  if (parsed.issues.length > 0 && !isSafe) throw configError(file, parsed.issues);

  const written = toCanonical(parsed.leaves);
  const secrets = literalSecretIssues(written.leaves);
  const secretIssues = secrets.map(({ issue }) => issue);
  const variables = environmentLeaves(environment, tree);
  const warnings = [...parsed.warnings, ...written.warnings, ...unknownKeyWarnings(written.leaves, tree), ...variables.warnings];
  const layers: Layers = { defaults: leavesOf(options.defaults ?? {}, () => ({ layer: 'default', source: null, line: null, column: null })), file: written.leaves, variables: variables.leaves, flags: flagLeaves(options.flags ?? {}, tree, file) };

  const skipped = new Set<string>(isSafe ? secrets.map(({ leaf }) => keyOf(leaf)) : []);
  const issues: ConfigIssue[] = [...parsed.issues];
  /** A wrong value stays wrong where a variable or the command line happens to stand above it. */
  const hiddenIssues = (shown: readonly ConfigIssue[]): ConfigIssue[] => {
    const { merged } = build({ ...layers, variables: [], flags: [] }, skipped, {}, options.available ?? {});
    return validateConfig(merged, tree, file).issues.map(({ issue }) => issue).filter((issue) => issue.line !== null && !shown.some((known) => known.path === issue.path));
  };
  for (;;) {
    const built = build(layers, skipped, environment, options.available ?? {});
    const validated = validateConfig(built.merged, tree, file, options.checkOptions);
    // A secret in the file is told together with everything else that is wrong, and not a second time as a wrong name.
    const told = new Set(secretIssues.map((issue) => issue.path));
    const shown = [...secretIssues, ...validated.issues.map(({ issue }) => issue).filter((issue) => !told.has(issue.path))];
    const found = isSafe ? shown : [...shown, ...hiddenIssues(shown)];
    if (found.length > 0 && !isSafe) throw configError(file, found);
    for (const issue of found) if (!issues.some((known) => known.file === issue.file && known.path === issue.path)) issues.push(issue);
    if (validated.config !== undefined) {
      return { config: validated.config, provenance: provenanceOf(validated.config, built.merged), warnings: [...warnings, ...built.warnings], issues, file, fileText, environment };
    }
    if (!skipWrong(validated.issues, built.merged, skipped) && !skipAll([...layers.file, ...layers.variables], skipped)) throw configError(file, found);
  }
}

type Layers = { defaults: Leaf[]; file: Leaf[]; variables: Leaf[]; flags: Leaf[] };

function build(layers: Layers, skipped: ReadonlySet<string>, environment: Environment, available: Available): { merged: Merged; warnings: string[] } {
  const kept = (leaves: readonly Leaf[]) => leaves.filter((leaf) => !skipped.has(keyOf(leaf)));
  const chosen = setAsideOtherProviders([kept(layers.defaults), kept(layers.file), kept(layers.variables), kept(layers.flags)]);
  const isStrong = (leaf: Leaf) => leaf.origin.layer === 'environment' || leaf.origin.layer === 'flag';
  const weak = chosen.leaves.filter((leaf) => !isStrong(leaf));
  const strong = chosen.leaves.filter(isStrong);
  const names = chosenNames(mergeLeaves(chosen.leaves).value, available);
  const talksToOllama = [
    ...(names.llm_provider === 'ollama' || names.llm_provider === 'auto' ? ['llm_provider'] : []),
    ...(names.embedding_provider === 'ollama' ? ['embedding_provider'] : []),
  ];
  const user = [...weak, ...kept(ollamaHostLeaves(environment, talksToOllama)), ...strong];
  const isDefault = (leaf: Leaf) => leaf.origin.layer === 'default';
  const preset = presetLeaves(mergeLeaves(user).value, available);
  return { merged: mergeLeaves([...user.filter(isDefault), ...preset, ...user.filter((leaf) => !isDefault(leaf))]), warnings: chosen.warnings };
}

// Leaves are made anew in every round, so they are told apart by what they are.
const keyOf = (leaf: Leaf) => `${leaf.origin.layer} ${leaf.origin.source} ${formatPath(leaf.writtenPath)}`;

function skipWrong(issues: readonly { at: (string | number)[] }[], merged: Merged, skipped: Set<string>): boolean {
  const before = skipped.size;
  for (const { at } of issues) {
    const leaf = leafFor(merged.leaves, at);
    if (leaf !== undefined && leaf.origin.layer !== 'preset') skipped.add(keyOf(leaf));
  }
  return skipped.size > before;
}

// The last resort of safe mode: nothing but the defaults.
function skipAll(leaves: readonly Leaf[], skipped: Set<string>): boolean {
  const before = skipped.size;
  for (const leaf of leaves) skipped.add(keyOf(leaf));
  return skipped.size > before;
}

function flagLeaves(flags: Readonly<Record<string, unknown>>, tree: JsonSchema, file: string | null): Leaf[] {
  const leaves = Object.entries(flags).filter(([, value]) => value !== undefined).map(([name, value]): Leaf => {
    const at = parsePath(name);
    if (at === undefined || at.length === 0) throw configError(file, [{ file: 'command line', path: name.slice(0, 100), line: null, column: null, got: 'something that is not a path', expected: 'a dotted path such as server.port', next_step: 'Write the setting as it stands in the configuration, with dots.' }]);
    return { path: at, value: fromText(value, schemaAt(tree, at)), origin: { layer: 'flag', source: name, line: null, column: null }, writtenPath: at };
  });
  return toCanonical(leaves).leaves;
}

function provenanceOf(config: Config, merged: Merged): Record<string, Provenance> {
  const entries = leavesOf(config, () => ({ layer: 'default', source: null, line: null, column: null })).map((leaf): [string, Provenance] => {
    const name = formatPath(leaf.path);
    const { layer, source, line } = merged.leaves.get(name)?.origin ?? leaf.origin;
    return [name, { layer, source, line }];
  });
  return Object.fromEntries(entries);
}

async function readEnvironment(file: string | null, env: Environment): Promise<Record<string, string>> {
  const beside = file === null ? null : await fs.readFile(path.join(path.dirname(file), '.env'), 'utf8').catch(() => null);
  const merged = beside === null ? {} : readDotEnv(beside);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) merged[name] = value;
  return merged;
}

async function readText(file: string): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await fs.readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return null;
    throw configError(file, [{ file, path: '$', line: null, column: null, got: `a file that cannot be read (${code})`, expected: 'a readable file', next_step: code === 'EISDIR' ? 'Name a file, not a folder.' : 'Check who owns the file and its permissions.' }]);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    throw configError(file, [{ file, path: '$', line: 1, column: 1, got: isUtf16 ? 'a file saved as UTF-16' : 'bytes that are not UTF-8 text', expected: 'UTF-8 text', next_step: 'Save the file again as UTF-8.' }]);
  }
}
