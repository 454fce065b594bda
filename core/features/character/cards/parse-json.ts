// JSON from a stranger: read under limits, and left without anything that could surprise the code behind it.
import { hasMoreCommasThan, isDeeperThan } from '../../../lib/json-depth.ts';
import { limits } from './limits.ts';
import { refusal } from './refuse.ts';
import type { Findings } from './refuse.ts';

/**
 * @param place where the text was, for example "card.json" or "chara"
 * @throws LuminoraError `invalid_input` when it is too large, too deep, not UTF-8 or not JSON
 */
export function parseJson(bytes: Uint8Array, place: string, findings: Findings): unknown {
  if (bytes.byteLength > limits.jsonBytes) throw refusal(place, `The card is larger than ${limits.jsonBytes} bytes as JSON.`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refusal(place, 'The text is not UTF-8.', cause);
  }
  if (isDeeperThan(text, limits.jsonDepth)) throw refusal(place, `It is nested deeper than ${limits.jsonDepth} levels.`);
  if (hasMoreCommasThan(text, limits.jsonValues)) throw refusal(place, `It holds more than ${limits.jsonValues} values.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refusal(place, 'This is not JSON, or it broke off.', cause);
  }
  return clean(value, place, findings);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes out `__proto__` keys, lone halves of characters and numbers that JSON cannot write again. The tree is our own, so it is changed in place. */
function clean(root: unknown, place: string, findings: Findings): unknown {
  const holder: unknown[] = [root];
  const waiting: object[] = [holder];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const isList = Array.isArray(next);
    const record = next as Record<string, unknown>;
    const keys = Object.keys(next);
    if (!isList && keys.length > limits.jsonKeys) throw refusal(place, `One object in it has more than ${limits.jsonKeys} keys.`);
    for (const key of keys) {
      count += 1;
      if (count > limits.jsonValues) throw refusal(place, `It holds more than ${limits.jsonValues} values.`);
      if (!isList && (key === '__proto__' || !key.isWellFormed())) {
        findings.warn(place, key === '__proto__' ? 'A key named "__proto__" was left out.' : 'A key that is not text was left out.');
        delete record[key];
        continue;
      }
      const value = record[key];
      if (typeof value === 'object' && value !== null) waiting.push(value);
      else if (typeof value === 'string' && !value.isWellFormed()) record[key] = value.toWellFormed();
      else if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) record[key] = value === 0 ? 0 : null;
    }
  }
  return holder[0];
}
