// Reads a personality leniently: LuminoraCore files in the wild break their own schema. What can be mended is, what cannot be placed is kept aside, and each step is said.
import type { Finding } from '../../contract/characters.ts';
import { personalitySchema } from '../../contract/personality.ts';
import type { Personality } from '../../contract/personality.ts';
import { fillIn } from './mend/defaults.ts';
import { mendIssue } from './mend/mend-issue.ts';

export type ReadPersonality = { personality: Personality | null; findings: Finding[] };

/** Mending one thing may bring another to light; a file that needs more rounds is given up. */
const maximumRounds = 25;
const maximumFindings = 200;

/**
 * @param value parsed JSON, of whatever origin; it is not changed
 * @returns the personality in its strict form, or null with at least one finding of severity "error"
 */
export function readPersonality(value: unknown): ReadPersonality {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('', 'A personality is a JSON object.');
  const draft = withoutPrototypeKey(structuredClone(value)) as Record<string, unknown>;
  const findings: Finding[] = [];
  const say = (path: string, message: string) => { if (findings.length < maximumFindings) findings.push({ severity: 'warning', path, message }); };
  fillIn(draft, say);
  for (let round = 0; round < maximumRounds; round += 1) {
    const parsed = personalitySchema.safeParse(draft);
    if (parsed.success) return { personality: parsed.data, findings };
    const mistyped = new Set(parsed.error.issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('.')));
    // The last first: taking an element out of a list moves those after it.
    for (const issue of parsed.error.issues.toReversed()) {
      const path = issue.path.map(String);
      // A text where a list belongs is "too long" for a list as well.
      if (issue.code !== 'invalid_type' && mistyped.has(path.join('.'))) continue;
      if (!mendIssue(draft, path, issue, say)) return { personality: null, findings: [...findings, { severity: 'error', path: path.join('.'), message: issue.message }] };
    }
  }
  return refuse('', 'Too much of it is not as a personality should be.', findings);
}

function refuse(path: string, message: string, findings: Finding[] = []): ReadPersonality {
  return { personality: null, findings: [...findings, { severity: 'error', path, message }] };
}

/** A key `__proto__` would become an object's prototype when it is copied; "constructor" and its like are ordinary data. */
function withoutPrototypeKey(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPrototypeKey);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== '__proto__').map(([key, inner]) => [key, withoutPrototypeKey(inner)]));
}
