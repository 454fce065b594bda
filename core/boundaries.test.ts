// Who may import what, as data, compared with the import lines of every source file; and the house rules that a text search can check.
// Depends on no compiler interface. The table is explained in ARCHITECTURE.md.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const sourceFolders = ['core', 'server', 'cli', 'electron', 'renderer', 'bench', 'evals', 'scripts', 'e2e', 'examples'];

type Layer = {
  /** Path pattern; {x} stands for one folder name and can be used in `may`. The first pattern that fits decides. */
  files: string;
  /** Files of ours it may import besides those of its own folder. */
  may: readonly string[];
  /** Packages it may import; all when left out. */
  packages?: readonly string[];
  /** Packages it may never import, node: included when named. */
  never?: readonly string[];
  rule: string;
};

const providerInterfaces = 'core/providers/{kind}/{kind}.ts';
/** The storage interface's own vocabulary of writes. */
const storageChanges = 'core/providers/storage/changes.ts';
const door = ['core/index.ts', 'core/engine-interface.ts', 'core/contract/**'];

const layers: readonly Layer[] = [
  { files: 'core/lib/**', may: [], rule: 'core/lib imports nothing of ours' },
  { files: 'core/contract/**', may: ['core/lib/**'], packages: ['zod', '@orpc/contract'], rule: 'core/contract imports zod, @orpc/contract and core/lib only' },
  { files: 'core/providers/{kind}/**', may: ['core/contract/**', 'core/lib/**', 'core/inference/**', 'core/telemetry/**'], rule: 'a provider imports its own kind, core/lib, core/contract and core/inference, never a feature or another kind' },
  { files: 'core/{part:safety|inference|jobs|telemetry}/**', may: ['core/contract/**', 'core/lib/**', providerInterfaces, storageChanges], rule: 'core/safety, inference, jobs and telemetry import contract types, core/lib and provider interfaces, never a feature or a provider' },
  { files: 'core/config/**', may: ['core/contract/**', 'core/lib/**'], rule: 'core/config imports core/contract and core/lib only' },
  { files: 'core/features/{file}.ts', may: ['core/features/{other}.ts', 'core/contract/**', 'core/lib/**', 'core/{part:safety|inference|jobs|telemetry}/**', 'core/engine-interface.ts'], rule: 'what features share knows none of them' },
  { files: 'core/features/{feature}/**', may: ['core/contract/**', 'core/lib/**', 'core/{part:safety|inference|jobs|telemetry}/**', providerInterfaces, storageChanges, 'core/features/{file}.ts', 'core/features/{other}/index.ts'], rule: 'a feature imports contract, safety, inference, jobs, telemetry, lib and provider interfaces, never a provider or the inside of another feature' },
  { files: 'core/testing/**', may: ['core/**'], rule: 'core imports no host' },
  { files: 'core/{file}.ts', may: ['core/**', 'package.json'], rule: 'core imports no host' },
  { files: 'electron/**', may: [...door, 'server/static.ts', 'server/procedure-hooks.ts'], rule: 'a host imports core/index.ts and core/contract only; the window also serves files and reports errors as the server does' },
  { files: 'server/**', may: door, rule: 'a host imports core/index.ts and core/contract only' },
  { files: 'cli/**', may: [...door, 'server/index.ts'], rule: 'a host imports core/index.ts and core/contract only; the command line also starts the server by its door' },
  { files: 'renderer/**', may: ['core/contract/**', 'core/lib/**'], never: ['node:', 'electron'], rule: 'the screens import core/contract only, and nothing of Node or Electron' },
  { files: '{tool:bench|evals|scripts|e2e|examples}/**', may: ['**'], rule: 'tools may import anything' },
];

/** Packages that only some files may import. */
const keepers: readonly { package: string; only: readonly string[]; rule: string }[] = [
  { package: 'electron', only: ['electron/**', 'e2e/**'], rule: 'only electron/ imports electron' },
  { package: 'better-sqlite3', only: ['core/providers/{kind:storage|vectors}/sqlite*/**', 'core/providers/{kind:storage|vectors}/sqlite*.ts'], rule: 'only the sqlite providers import the SQLite driver' },
  { package: 'sqlite-vec', only: ['core/providers/{kind:storage|vectors}/sqlite*/**', 'core/providers/{kind:storage|vectors}/sqlite*.ts'], rule: 'only the sqlite providers import sqlite-vec' },
  { package: 'usearch', only: ['core/providers/vectors/sqlite*/**'], rule: 'only the sqlite-vec provider imports usearch' },
];

const isTest = (path: string) => /\.(test|spec)\.tsx?$/.test(path) || path.includes('/testing/') || path.includes('/conformance') || path.startsWith('e2e/');

/** Names bound by {x} in a pattern that fits the path, or null. */
function match(pattern: string, path: string, bound: Readonly<Record<string, string>> = {}): Record<string, string> | null {
  const names: string[] = [];
  const seen = new Set(Object.keys(bound));
  const text = pattern.replace(/\{(\w+)(?::([^}]+))?\}|\*\*|\*|[.]/g, (token, name: string | undefined, choices: string | undefined) => {
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '.') return '\\.';
    if (bound[name!] !== undefined && name !== 'kind') return bound[name!]!;
    if (seen.has(name!) && names.includes(name!)) return `\\${names.indexOf(name!) + 1}`;
    seen.add(name!);
    names.push(name!);
    return `(${choices ?? '[^/]+'})`;
  });
  const found = new RegExp(`^${text}$`).exec(path);
  return found && Object.fromEntries(names.map((name, index) => [name, found[index + 1]!]));
}

/** Every module a file names: import and export lines, and import() calls. */
function importsOf(text: string): string[] {
  const statements = /^\s*(?:import|export)\b(?:[^'"`;]*?\bfrom\s*)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...text.matchAll(statements)].map((found) => (found[1] ?? found[2])!);
}

const packageName = (specifier: string) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
const ownFolder = (pattern: string, bound: Record<string, string>) => pattern.replace(/\{(\w+)(?::[^}]+)?\}/g, (_, name: string) => bound[name]!);

/** What is wrong with one import of one file, as a sentence, or null. */
function judge(path: string, specifier: string): string | null {
  const complaint = (rule: string) => `${path} imports '${specifier}', but ${rule} (ARCHITECTURE.md, "Who may import what").`;
  if (!specifier.startsWith('.')) {
    const keeper = keepers.find((candidate) => candidate.package === packageName(specifier));
    if (keeper && !keeper.only.some((pattern) => match(pattern, path)) && !(isTest(path) && keeper.package !== 'electron')) return complaint(keeper.rule);
  }
  const layer = layers.find((candidate) => match(candidate.files, path));
  if (!layer) return `${path} lies in no layer of the table in core/boundaries.test.ts: add its folder there.`;
  const bound = match(layer.files, path)!;
  if (!specifier.startsWith('.')) {
    if (isTest(path) && !path.startsWith('renderer/')) return null;
    if (layer.never?.some((name) => specifier.startsWith(name)) && !isTest(path)) return complaint(layer.rule);
    return layer.packages && !isTest(path) && !layer.packages.includes(packageName(specifier)) ? complaint(layer.rule) : null;
  }
  const target = posix.normalize(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')));
  if (match(ownFolder(layer.files, bound), target)) return null;
  if (target.endsWith('/registry.ts') && !isTest(path) && !/^core\/engine[\w-]*\.ts$/.test(path)) return complaint('only core/engine.ts reads the registries');
  // Tests may use every part of core, and hosts' tests the engine's test tools; the screens' and the core's tests still know no host.
  if (isTest(path) && target.startsWith('core/')) return null;
  return layer.may.some((pattern) => match(pattern, target, bound)) ? null : complaint(layer.rule);
}

function listSources(folder: string): string[] {
  const visit = (path: string): string[] => readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name.startsWith('.') ? [] : visit(below);
    return /\.tsx?$/.test(entry.name) ? [below] : [];
  });
  try {
    return visit(folder);
  } catch {
    return [];
  }
}

const sources = sourceFolders.flatMap(listSources).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const self = 'core/boundaries.test.ts';
const where = (text: string, pattern: RegExp) => text.split('\n').findIndex((line) => pattern.test(line)) + 1;
const offenders = (pattern: RegExp, sentence: string, isMeant: (path: string) => boolean = () => true) => sources
  .filter(({ path, text }) => path !== self && isMeant(path) && pattern.test(text)).map(({ path, text }) => `${path}:${where(text, pattern)} ${sentence}`);

describe('the import table', () => {
  it('reads the sources', () => expect(sources.length).toBeGreaterThan(50));

  it('is kept by every file', () => {
    expect(sources.filter(({ path }) => path !== self).flatMap(({ path, text }) => importsOf(text).map((specifier) => judge(path, specifier)).filter((sentence) => sentence !== null))).toEqual([]);
  });

  it.each([
    ['core/features/chat/turn.ts', `import { openSqlite } from '../../providers/storage/sqlite.ts';`, 'a feature imports'],
    ['core/features/chat/turn.ts', `import { score } from '../memory/recall-score.ts';`, 'a feature imports'],
    ['core/features/chat/turn.ts', `import Database from 'better-sqlite3';`, 'only the sqlite providers'],
    ['core/providers/llm/ollama.ts', `export { x } from '../storage/storage.ts';`, 'a provider imports'],
    ['core/providers/llm/ollama.ts', `const chat = await import('../../features/chat/chat-service.ts');`, 'a provider imports'],
    ['core/contract/chat.ts', `import { readFile } from 'node:fs/promises';`, 'core/contract imports'],
    ['core/lib/clock.ts', `import type { Fact } from '../contract/entities.ts';`, 'core/lib imports nothing'],
    ['core/open-engine.ts', `import { startServer } from '../server/index.ts';`, 'core imports no host'],
    ['core/luminora.ts', `import { llmRegistry } from './providers/llm/registry.ts';`, 'only core/engine.ts reads the registries'],
    ['server/rest.ts', `import {\n  recall,\n} from '../core/features/memory/recall.ts';`, 'a host imports'],
    ['renderer/stores.ts', `import { join } from 'node:path';`, 'the screens import'],
    ['renderer/stores.ts', `import type { App } from 'electron';`, 'only electron/'],
  ])('catches a planted import in %s: %s', (path, line, rule) => {
    const sentences = importsOf(line).map((specifier) => judge(path, specifier));
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(path);
    expect(sentences[0]).toContain(rule);
  });

  it.each([
    ['core/features/chat/turn.ts', `import type { Storage } from '../../providers/storage/storage.ts';`],
    ['core/providers/storage/sqlite/connection.ts', `import Database from 'better-sqlite3';`],
    ['cli/serve.ts', `import { startServer } from '../server/index.ts';`],
    ['renderer/stores.ts', `import type { Client } from '../core/contract/index.ts';`],
  ])('lets %s have %s', (path, line) => {
    expect(importsOf(line).map((specifier) => judge(path, specifier))).toEqual([null]);
  });
});

describe('the house rules', () => {
  it('no source file is longer than 400 lines', () => {
    expect(sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).filter(({ lines }) => lines > 400)
      .map(({ path, lines }) => `${path} has ${lines} lines; 400 is the limit: split it by idea.`)).toEqual([]);
  });

  it('names are kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|bench|suite|config|d))*\.tsx?$/;
    expect(sources.map(({ path }) => path).filter((path) => !kebab.test(posix.basename(path)) && !path.startsWith('scripts/convert')).map((path) => `${path} is not kebab-case.`)).toEqual([]);
  });

  it('core exports names only', () => {
    expect(offenders(/^export default\b/m, 'exports a default: give it a name.', (path) => path.startsWith('core/'))).toEqual([]);
  });

  it('nothing is typed away', () => {
    expect(offenders(/:\s*any\s*(?:[,;)=|&>\]}[]|$)|\bas any\b|<any>/m, 'uses the type that checks nothing: use unknown and narrow it.', (path) => !path.endsWith('.d.ts'))).toEqual([]);
    expect(offenders(/@ts-(ignore|nocheck)/, 'silences the compiler: mend the type.')).toEqual([]);
  });

  it('no module is replaced in a test', () => {
    expect(offenders(/\bvi\.(mock|doMock)\(/, 'replaces a module: pass the part in.')).toEqual([]);
  });

  it('every relative import names a file that is there', () => {
    const known = new Set(sources.map(({ path }) => path));
    expect(sources.filter(({ path }) => path !== self).flatMap(({ path, text }) => importsOf(text).filter((specifier) => /^\.{1,2}\/.*\.tsx?$/.test(specifier))
      .map((specifier) => posix.normalize(posix.join(dirname(path), specifier))).filter((target) => !known.has(target) && !/^[^/]+\.ts$/.test(target)).map((target) => `${path} imports ${target}, which is not there.`))).toEqual([]);
  });
});
