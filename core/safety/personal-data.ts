// Finds numbers that should not be repeated or learnt: payment cards (Luhn), US social security numbers, IBANs, API keys.

export type PersonalDataSpan = { kind: 'card' | 'ssn' | 'iban' | 'key'; start: number; end: number };

/** Luhn checksum (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    let digit = Number(digits[digits.length - 1 - index]);
    if (index % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the country and check digits moved to the end, letters as numbers, remainder 1 modulo 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/\s/g, '').toUpperCase();
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

const detectors: { kind: PersonalDataSpan['kind']; pattern: RegExp; accept: (match: string) => boolean }[] = [
  { kind: 'card', pattern: /(?<!\d)(?<!\d[.,])[2-6](?:[ \u00A0\u2010-\u2015-]?\d){12,18}(?!\d|[.,]\d)/g, accept: (match) => passesLuhn(match.replace(/\D/g, '')) },
  { kind: 'ssn', pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g, accept: () => true },
  { kind: 'iban', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gi, accept: isIban },
  { kind: 'key', pattern: /\b(?:(?:sk|pk|rk)[-_]|gh[pousr]_|github_pat_|xox[abp]-|AKIA)[-_A-Za-z0-9]{16,}/g, accept: () => true },
];

/** Spans in order of their start; offsets are UTF-16 units of `text`. */
export function findPersonalData(text: string): PersonalDataSpan[] {
  const spans: PersonalDataSpan[] = [];
  for (const { kind, pattern, accept } of detectors) {
    for (const match of text.matchAll(pattern)) {
      if (accept(match[0])) spans.push({ kind, start: match.index, end: match.index + match[0].length });
    }
  }
  return spans.sort((one, other) => one.start - other.start);
}

/** The text with each span replaced by its kind in brackets. */
export function redactPersonalData(text: string, kinds: readonly PersonalDataSpan['kind'][]): string {
  let result = '';
  let position = 0;
  for (const span of findPersonalData(text)) {
    if (!kinds.includes(span.kind) || span.start < position) continue;
    result += `${text.slice(position, span.start)}[${span.kind}]`;
    position = span.end;
  }
  return result + text.slice(position);
}
