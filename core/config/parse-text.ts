// A configuration file's text (JSON with comments) taken apart into leaves with line and column; every syntax error reported at once.
import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { ConfigIssue } from './issues.ts';
import { forbiddenKey, leavesOf, type Leaf } from './layers.ts';
import { formatPath, type Segment } from './path.ts';

const largestFile = 1_048_576;
const deepestNesting = 64;

export type ParsedText = { leaves: Leaf[]; issues: ConfigIssue[]; warnings: string[] };

/** Never throws: what cannot be read becomes issues. */
export function parseConfigText(text: string, file: string): ParsedText {
  const lines = lineStarts(text);
  const at = (offset: number) => positionOf(lines, offset);
  const fail = (issue: Omit<ConfigIssue, 'file'>): ParsedText => ({ leaves: [], warnings: [], issues: [{ file, ...issue }] });
  if (text.length > largestFile) return fail({ path: '$', line: 1, column: 1, got: `${text.length} characters`, expected: `at most ${largestFile} characters`, next_step: 'Remove what is not configuration, or move the file away to start from the defaults.' });
  if (text.trim() === '' || text.trim() === '\ufeff') return { leaves: [], issues: [], warnings: [] };
  const tooDeep = deepOffset(text);
  if (tooDeep !== undefined) return fail({ path: '$', ...at(tooDeep), got: `more than ${deepestNesting} levels of brackets`, expected: `at most ${deepestNesting} levels`, next_step: 'Remove the extra brackets.' });

  const errors: ParseError[] = [];
  // A byte order mark counts as one character of the first line; jsonc-parser wants it gone, positions stay right with a space.
  const root = parseTree(text.replace(/^\ufeff/, ' '), errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0) return { leaves: [], warnings: [], issues: firstPerLine(errors, at).map((error) => ({ file, ...syntaxIssue(text, error), ...at(error.offset) })) };
  if (root === undefined) return { leaves: [], issues: [], warnings: [] };
  if (root.type !== 'object') return fail({ path: '$', ...at(root.offset), got: root.type === 'array' ? 'a list' : `a ${root.type}`, expected: 'an object { … }', next_step: 'Put everything between { and }.' });

  const positions = new Map<string, number>();
  const warnings: string[] = [];
  const value = toValue(root, [], positions, (path, offset, what) => warnings.push(`${file}, line ${at(offset).line}: ${formatPath(path)} ${what}`));
  const leaves = leavesOf(value, (path) => ({ layer: 'file', source: file, ...at(positions.get(formatPath(path))!) }));
  return { leaves: leaves.filter((leaf) => leaf.path.length > 0), issues: [], warnings };
}

// Only for text without errors, where every list has its children and every name its value.
function toValue(node: Node, path: Segment[], positions: Map<string, number>, warn: (path: Segment[], offset: number, what: string) => void): unknown {
  positions.set(formatPath(path), node.offset);
  if (node.type === 'array') return node.children!.map((child, index) => toValue(child, [...path, index], positions, warn));
  if (node.type !== 'object') return node.value as unknown;
  const result: Record<string, unknown> = {};
  for (const property of node.children!) {
    const [key, value] = property.children as [Node, Node];
    const name = String(key.value);
    if (name === forbiddenKey) warn([...path, name], key.offset, 'is not a usable key and was ignored.');
    else {
      if (Object.hasOwn(result, name)) warn([...path, name], key.offset, 'is written twice; the last one counts.');
      result[name] = toValue(value, [...path, name], positions, warn);
    }
  }
  return result;
}

/** Offset of the first bracket that nests too deep; parsing recurses, so it is looked for first. Brackets inside texts count too: nobody needs that many. */
function deepOffset(text: string): number | undefined {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset += 1) {
    const character = text[offset];
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth = Math.max(0, depth - 1);
    if (depth > deepestNesting) return offset;
  }
  return undefined;
}

// By code: jsonc-parser's own words are terse, and its enum is not erasable.
const syntaxWords: Record<number, [expected: string, nextStep: string]> = {
  1: ['a value: text in double quotes, a number, true, false, null, { or [', 'Put text between double quotes; remove what does not belong.'],
  2: ['a number such as 12 or 0.5', 'Write the number without leading zeros or extra signs.'],
  3: ['a name in double quotes', 'Put the name between double quotes, or remove an extra comma.'],
  4: ['a value', 'Write a value after the colon, or remove the name.'],
  5: ['a colon after the name', 'Write ":" between the name and its value.'],
  6: ['a comma between two values', 'Add the missing comma at the end of the line before.'],
  7: ['a closing }', 'Add the missing }.'],
  8: ['a closing ]', 'Add the missing ].'],
  9: ['the end of the file', 'Remove what follows the last }.'],
  11: ['the end of the comment, */', 'Close the comment with */.'],
  12: ['the closing double quote', 'Close the text with " on the same line.'],
};

function syntaxIssue(text: string, error: ParseError): Omit<ConfigIssue, 'file' | 'line' | 'column'> {
  const [expected, nextStep] = syntaxWords[error.error] ?? ['text without special characters', 'Write \\\\ for a backslash and \\n for a new line inside a text.'];
  // Never quotes the text itself: it may be half of a key.
  const length = Math.min(error.length, text.length - error.offset);
  return { path: '$', got: length <= 0 ? 'the end of the file' : `something that is not JSON (${length} character${length === 1 ? '' : 's'})`, expected, next_step: nextStep };
}

function firstPerLine(errors: readonly ParseError[], at: (offset: number) => { line: number }): ParseError[] {
  const seen = new Set<number>();
  return errors.filter((error) => {
    const { line } = at(error.offset);
    return seen.has(line) ? false : seen.add(line);
  }).slice(0, 20);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let offset = text.indexOf('\n'); offset !== -1; offset = text.indexOf('\n', offset + 1)) starts.push(offset + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - starts[low]! + 1 };
}
