// Changes the text of a configuration file in place: comments, order and unknown keys stay.
import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree, type Node } from 'jsonc-parser';
import { LuminoraError } from '../contract/errors.ts';
import { aliases, canonicalPath } from './aliases.ts';
import { configError } from './issues.ts';
import { parseConfigText } from './parse-text.ts';
import { isObject, parsePath, type Segment } from './path.ts';
import { providerSections, type ProviderSection } from './provider-names.ts';

/** New values by dotted path; null or undefined removes the value, so that the default counts again. */
export type ConfigPatch = Readonly<Record<string, unknown>>;

// What stays in a section when its provider changes; the rest belongs to the old provider.
const notOfTheProvider = ['name', 'saved', 'batch_processing', 'batch_size', 'timeout_seconds'];
const impliedNames: Partial<Record<ProviderSection, string>> = { llm_provider: 'auto', storage_provider: 'sqlite', cache_provider: 'memory' };

/**
 * Applies a patch. Choosing another provider puts the old one's options under `saved` and takes the new one's from there.
 * @throws LuminoraError when the text is not JSON or a path is not one; check the result with loadConfig({ text }) before writing it
 */
export function updateConfigText(text: string, patch: ConfigPatch): string {
  const { issues } = parseConfigText(text, 'the configuration');
  if (issues.length > 0) throw configError(null, issues);
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  let result = text.slice(mark.length);
  if (parseTree(result) === undefined) result = `${result}${result === '' || result.endsWith('\n') ? '' : '\n'}{}\n`;
  const changes = Object.entries(patch).map(([name, value]) => ({ path: pathOf(name), value: value ?? undefined }));
  for (const { path, value } of changes) result = openShorthand(result, path, value);
  for (const { path, value } of changes) if (path.length === 2 && path[1] === 'name' && typeof value === 'string') result = switchProvider(result, String(path[0]), value);
  for (const { path, value } of changes) result = set(result, spellingInUse(result, path), value);
  return mark + result;
}

function pathOf(name: string): Segment[] {
  const path = parsePath(name);
  if (path === undefined || path.length === 0 || path.includes('__proto__')) throw new LuminoraError('invalid_input', `"${name.slice(0, 100)}" is not a setting's path. Write it with dots, such as server.port.`);
  return canonicalPath(path) ?? path;
}

function set(text: string, path: Segment[], value: unknown): string {
  if (value === undefined && nodeAt(text, path) === undefined) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const usesTabs = /^\t/m.test(text);
  try {
    return applyEdits(text, modify(text, path, value, { formattingOptions: { insertSpaces: !usesTabs, tabSize: 2, eol } }));
  } catch (cause) {
    throw new LuminoraError('conflict', `${path.join('.')} cannot be set because something else stands above it in the file. Correct the file by hand first.`, { cause });
  }
}

// "llm_provider": "ollama" becomes { "name": "ollama" } before anything is put inside.
function openShorthand(text: string, path: readonly Segment[], value: unknown): string {
  const [section] = path;
  if (section === undefined || path.length < 2 || value === undefined) return text;
  const node = nodeAt(text, [section]);
  return node?.type === 'string' ? set(text, [section], { name: node.value as unknown }) : text;
}

function switchProvider(text: string, section: string, name: string): string {
  if (!(providerSections as string[]).includes(section)) return text;
  const node = nodeAt(text, [section]);
  const before: unknown = node === undefined ? undefined : getNodeValue(node);
  if (!isObject(before)) return text;
  const old = before['name'] ?? impliedNames[section as ProviderSection];
  if (typeof old !== 'string' || old === name) return text;
  const own = Object.entries(before).filter(([key]) => !notOfTheProvider.includes(key));
  const saved: unknown = before['saved'];
  const back = isObject(saved) && Object.hasOwn(saved, name) ? saved[name] : undefined;
  let result = text;
  for (const [key] of own) result = set(result, [section, key], undefined);
  if (own.length > 0) result = set(result, [section, 'saved', old], Object.fromEntries(own));
  if (!isObject(back)) return result;
  for (const [key, value] of Object.entries(back)) if (!notOfTheProvider.includes(key)) result = set(result, [section, key], value);
  return set(result, [section, 'saved', name], undefined);
}

// Where the file uses another accepted spelling, that one is changed instead of adding a second.
function spellingInUse(text: string, path: Segment[]): Segment[] {
  if (nodeAt(text, path) !== undefined) return path;
  for (const { from, to } of aliases) {
    if (!to.every((segment, index) => path[index] === segment)) continue;
    const other = [...from, ...path.slice(to.length)];
    if (nodeAt(text, other) !== undefined) return other;
  }
  return path;
}

// The text holds an object by now: updateConfigText saw to it.
function nodeAt(text: string, path: Segment[]): Node | undefined {
  return findNodeAtLocation(parseTree(text)!, path);
}
