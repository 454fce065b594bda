// Step 9's rules: what of a reply may be kept and shown.
import { redactPersonalData } from './personal-data.ts';

const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
/** Our own notes; a reply that repeats one would pass recalled text off as its own words. */
const ownMarkers = /\[(?:Memory|Memoria|Earlier in this conversation[^:\]\n]*|Antes en esta conversaci[oó]n[^:\]\n]*):[^\]]*\]?/gi;

/** The reply as it will be stored, and what was changed. Card and social security numbers are redacted, as are our own prompt markers. */
export function guardOutput(text: string): { text: string; findings: string[] } {
  const findings: string[] = [];
  const clean = text.replace(control, '');
  const unmarked = clean.replace(ownMarkers, '');
  if (unmarked !== clean) findings.push('prompt-markers');
  const redacted = redactPersonalData(unmarked, ['card', 'ssn']);
  if (redacted !== unmarked) findings.push('personal-data');
  return { text: redacted.trim(), findings };
}
