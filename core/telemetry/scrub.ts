// The last gate before anything is written to a log: secrets, users' words and terminal sequences stay out.
import { printable } from '../lib/printable.ts';

/** Values that must never be written; kept in every form they may travel in. */
export type SecretVault = {
  add(value: string | undefined): void;
  /** Takes out known secrets and whatever has the shape of one. */
  scrub(text: string): string;
  /** Takes out known secrets only: safe on a finished JSON line. */
  scrubKnown(text: string): string;
};

const tokenShapes = /\b(?:sk-[\w-]{8,}|(?:gsk|xai|pplx|hf|ghp|gho|nvapi)[-_][A-Za-z0-9_-]{16,}|github_pat_\w+|A[KS]IA[A-Z0-9]{12,}|AIza[\w-]{20,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)|(?<=\bBearer\s)[^\s"',]{6,}|(?<=:\/\/[^/?#@\s:"]*:)[^/?#@\s"]+(?=@)/gi;

/** Makes an empty vault; the engine adds each secret as it is read. */
export function createSecretVault(): SecretVault {
  const forms = new Set<string>();
  function known(text: string): string {
    let result = text;
    for (const form of [...forms].sort((left, right) => right.length - left.length)) result = result.replaceAll(form, '[secret]');
    return result;
  }
  return {
    add(value) {
      // Shorter ones would blank out ordinary words.
      if (value === undefined || value.length < 6) return;
      const bytes = Buffer.from(value);
      for (const form of [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value.toWellFormed()), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex'), ...(value.length >= 16 ? [value.slice(0, 12)] : [])]) forms.add(form);
    },
    scrub: (text) => known(text).replace(tokenShapes, '[secret]'),
    scrubKnown: known,
  };
}

const secretKey = /^(?:.*_)?(?:api_?key|password|passwd|passphrase|secret|token|authorization|cookie|set-cookie|bearer|private_?key|credentials?)$/i;
const userWords = /^(?:text|content|prompt|query|question|answer|reply|messages?_text|value|title|summary|context|body|transcript)$/i;
const deepest = 5;
const longestText = 2000;

/** Fields fit for a log: secret fields hidden, users' words replaced by their length, errors unfolded, everything printable and bounded. */
export function cleanFields(value: unknown, vault: SecretVault, key = '', depth = 0): unknown {
  const scope = key.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  if (value !== null && value !== undefined && secretKey.test(scope)) return '[hidden]';
  if (typeof value === 'string') return userWords.test(scope) ? `[${value.length} characters]` : printable(vault.scrub(value).slice(0, longestText));
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') return typeof value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return cleanError(value, vault, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (userWords.test(scope)) return '[hidden]';
  if (Array.isArray(value)) return [...value.slice(0, 50).map((item) => cleanFields(item, vault, key, depth + 1)), ...(value.length > 50 ? [`[${value.length - 50} more]`] : [])];
  return Object.fromEntries(Object.entries(value).slice(0, 100).map(([name, child]) => [printable(vault.scrub(name)).slice(0, 100), cleanFields(child, vault, name, depth + 1)]));
}

// Not the details: a conflict or an invalid input may hold what the user wrote.
function cleanError(error: Error, vault: SecretVault, depth: number): Record<string, unknown> {
  const code: unknown = (error as { code?: unknown }).code;
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).map((line) => printable(vault.scrub(line.trim())));
  return {
    name: printable(error.name).slice(0, 100),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: printable(vault.scrub(String(code))).slice(0, 100) } : {}),
    message: printable(vault.scrub(error.message).slice(0, longestText)),
    stack,
    ...(error.cause === undefined ? {} : { cause: cleanFields(error.cause, vault, 'cause', depth + 1) }),
  };
}
