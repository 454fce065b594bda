// Secrets do not belong into the configuration file: this finds them, whatever they are called.
import type { ConfigIssue } from './issues.ts';
import { leafFor, type Leaf } from './layers.ts';
import { formatPath, isObject, type Segment } from './path.ts';

const secretKey = /^(?:.*_)?(?:api_?key|password|passwd|passphrase|secret|secret_?key|secret_access_key|access_?key|access_key_id|private_key|token|bearer|credentials?)$/i;
const tokenShapes = [/^sk-[\w-]{8,}/, /^(?:gsk|xai|pplx|hf|ghp|gho|glpat|r8|pa|jina|nvapi)[-_][A-Za-z0-9_-]{16,}$/, /^github_pat_/, /^A[KS]IA[A-Z0-9]{12,}$/, /^AIza[\w-]{20,}$/, /^eyJ[\w-]+\.[\w-]+\./, /-----BEGIN [A-Z ]*PRIVATE KEY/];
const addressWithPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]*:[^/?#@\s]+@/i;

/** True when a text has the look of a key, whatever it is called. */
export function looksSecret(value: unknown): boolean {
  return typeof value === 'string' && (addressWithPassword.test(value) || tokenShapes.some((shape) => shape.test(value)));
}

/** True when what stands at this path must not be shown. */
export function isSecretPlace(path: readonly Segment[]): boolean {
  const key = path.findLast((segment) => typeof segment === 'string') ?? '';
  return secretKey.test(key) || key.endsWith('_env');
}

/** One issue for every secret written out in a layer, with the leaf that holds it. */
export function literalSecretIssues(leaves: readonly Leaf[]): { issue: ConfigIssue; leaf: Leaf }[] {
  const issues: { issue: ConfigIssue; leaf: Leaf }[] = [];
  for (const leaf of leaves) {
    visitTexts(leaf.value, leaf.path, (path, text) => {
      const key = String(path.findLast((segment) => typeof segment === 'string'));
      if (text === '' || !(secretKey.test(key) || looksSecret(text))) return;
      const isName = key.endsWith('_env');
      const written = formatPath([...leaf.writtenPath, ...path.slice(leaf.path.length)]);
      issues.push({ leaf, issue: {
        file: String(leaf.origin.source), path: written, line: leaf.origin.line, column: leaf.origin.column,
        got: `what looks like a secret itself (${text.length} characters, not shown)`,
        expected: isName ? 'the name of an environment variable, such as DEEPSEEK_API_KEY' : 'no secret in this file',
        next_step: isName
          ? 'Put the secret into an environment variable (or save it in Settings) and write the variable\'s name here.'
          : `Remove it. Put the secret into an environment variable (or save it in Settings) and write "${key}_env": "NAME_OF_THE_VARIABLE". If others could read this file, replace the secret.`,
      } });
    });
  }
  return issues;
}

function visitTexts(value: unknown, path: Segment[], found: (path: Segment[], text: string) => void): void {
  if (typeof value === 'string') found(path, value);
  else if (Array.isArray(value)) value.forEach((child, index) => visitTexts(child, [...path, index], found));
  else if (isObject(value)) for (const [key, child] of Object.entries(value)) visitTexts(child, [...path, key], found);
}

/** The leaf an issue's place belongs to; used to hide values. */
export function isHidden(leaves: ReadonlyMap<string, Leaf>, path: readonly Segment[], value: unknown): boolean {
  const leaf = leafFor(leaves, path);
  return isSecretPlace(path) || isSecretPlace(leaf?.writtenPath ?? []) || looksSecret(value);
}
