// Where in a JSON text each problem lies. Pure.
import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';

export type PlacedProblem = { from: number; to: number; message: string; severity: 'error' | 'warning' };
export type PathProblem = { path: string; message: string; severity: 'error' | 'warning' };

/** Problems of the text itself first; each of the others at its path, or at what holds the missing part. */
export function placeProblems(text: string, problems: readonly PathProblem[], notJson: string): PlacedProblem[] {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  if (errors.length > 0 || !tree) return errors.slice(0, 20).map(({ offset, length }) => ({ from: Math.min(offset, text.length), to: Math.min(offset + Math.max(1, length), text.length), message: notJson, severity: 'error' as const }));
  return problems.map(({ path, message, severity }) => ({ ...placeOf(tree, path), message: path ? `${path}: ${message}` : message, severity }));
}

function placeOf(tree: Node, path: string): { from: number; to: number } {
  const keys = path.split('.').filter(Boolean).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  for (let length = keys.length; length > 0; length--) {
    const found = findNodeAtLocation(tree, keys.slice(0, length));
    // Of something missing, the key of its holder is marked, not the whole holder.
    if (found) return length === keys.length ? rangeOf(found) : rangeOf(found.parent?.children?.[0] ?? found);
  }
  return { from: tree.offset, to: Math.min(tree.offset + 1, tree.offset + tree.length) };
}

/** A whole object is named by its key: underlining hundreds of lines helps nobody. */
function rangeOf(node: Node): { from: number; to: number } {
  const shown = node.type === 'object' || node.type === 'array' ? node.parent?.type === 'property' ? node.parent.children?.[0] ?? node : null : node;
  return shown ? { from: shown.offset, to: shown.offset + shown.length } : { from: node.offset, to: node.offset + 1 };
}
