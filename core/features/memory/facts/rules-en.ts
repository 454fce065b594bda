// English rules.
import type { FactRule } from './fact-rules.ts';
import { isName, petPattern, petWords, properName, readAge, tidyPhrase } from './words.ts';

const source = 'rules-en';

const name = (match: RegExpMatchArray) => (isName(match[1]!) ? { key: 'name', value: match[1]! } : null);
const pet = (animal: string, petName: string) => (isName(petName) ? { key: `pet_${petWords[animal.toLowerCase()] ?? 'pet'}`, value: petName } : null);
const age = (match: RegExpMatchArray) => {
  const value = readAge(match[1]!);
  return value === null ? null : { key: 'age', value };
};
const work = (match: RegExpMatchArray) => {
  const value = tidyPhrase(match[1]!);
  return value ? { key: 'profession', value } : null;
};

export const englishRules: readonly FactRule[] = [
  { source, category: 'personal_info', confidence: 0.95, pattern: new RegExp(String.raw`\b[Mm]y name(?: is|'s|’s) (${properName})`, 'gu'), read: name },
  { source, category: 'personal_info', confidence: 0.9, pattern: new RegExp(String.raw`\b(?:[Pp]lease )?[Cc]all me (${properName})`, 'gu'), read: name },
  { source, category: 'personal_info', confidence: 0.8, pattern: new RegExp(String.raw`(?:^|[,;:]\s*|\b(?:[Hh]i|[Hh]ello|[Hh]ey),?\s+)\s*I(?:'m|’m| am) (${properName})(?=[\s,.!;]*$|,|\.| and\b)`, 'gu'), read: name },
  { source, category: 'personal_info', confidence: 0.95, pattern: /\bI(?:'m|’m| am| just turned| turned) (\d{1,3})(?: years old| years of age|(?=[\s]*(?:[.,!;]|and\b|$)))/giu, read: age },
  { source, category: 'work', confidence: 0.9, pattern: /\bI(?: currently)? work as ((?:an? |the )?[\p{L}\d][\p{L}\d &+./-]*?)(?= (?:in|at)\b|[^\p{L}\d &+./-]|$)/giu, read: work },
  { source, category: 'work', confidence: 0.9, pattern: /\bI(?: currently)? work (?:in|at|for) ((?:an? |the )?[\p{L}\d][\p{L}\d &+./-]*)/giu, read: work },
  {
    source, category: 'work', confidence: 0.85,
    pattern: /\bI(?:'m|’m| am) an? ((?:[\p{L}]+ )?(?:engineer|teacher|professor|doctor|nurse|lawyer|architect|programmer|developer|designer|cook|chef|waiter|waitress|accountant|journalist|psychologist|plumber|electrician|driver|firefighter|musician|writer|photographer|vet|dentist|pharmacist|carpenter|scientist))\b/giu,
    read: work,
  },
  {
    source, category: 'relationships', confidence: 0.95,
    pattern: new RegExp(String.raw`\b(?:[Mm]y|[Oo]ur) (?:new )?(${petPattern})(?:'s|’s)? (?:is (?:called|named)|(?:'s|’s)? ?name is|was (?:called|named)|is) (${properName})`, 'gu'),
    read: (match) => pet(match[1]!, match[2]!),
  },
  {
    source, category: 'relationships', confidence: 0.9,
    pattern: new RegExp(String.raw`\b(?:have|got|adopted|adopt) an? (?:new )?(${petPattern}) (?:called|named) (${properName})`, 'gu'),
    read: (match) => pet(match[1]!, match[2]!),
  },
  {
    source, category: 'relationships', confidence: 0.85,
    pattern: new RegExp(String.raw`\b[Mm]y (${petPattern}),? (${properName})(?=[\s,.!;:]|$)`, 'gu'),
    read: (match) => pet(match[1]!, match[2]!),
  },
];
