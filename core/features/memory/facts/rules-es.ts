// Spanish rules.
import type { FactRule } from './fact-rules.ts';
import { isName, petPattern, petWords, properName, readAge, tidyPhrase } from './words.ts';

const source = 'rules-es';

const name = (match: RegExpMatchArray) => (isName(match[1]!) ? { key: 'name', value: match[1]! } : null);
const pet = (animal: string, petName: string) => (isName(petName) ? { key: `pet_${petWords[animal.toLowerCase()] ?? 'pet'}`, value: petName } : null);
const work = (match: RegExpMatchArray) => {
  const value = tidyPhrase(match[1]!);
  return value ? { key: 'profession', value } : null;
};

export const spanishRules: readonly FactRule[] = [
  { source, category: 'personal_info', confidence: 0.95, pattern: new RegExp(String.raw`\b[Mm]e llamo (${properName})`, 'gu'), read: name },
  { source, category: 'personal_info', confidence: 0.95, pattern: new RegExp(String.raw`\b[Mm]i nombre es (${properName})`, 'gu'), read: name },
  { source, category: 'personal_info', confidence: 0.85, pattern: new RegExp(String.raw`(?:^|[,;:¡]\s*|[Hh]ola,?\s+)\s*[Ss]oy (${properName})`, 'gu'), read: name },
  {
    source, category: 'personal_info', confidence: 0.95, pattern: /(?<!no )(?<!no, )\b(?:tengo|he cumplido|acabo de cumplir|cumplí) (\d{1,3}) (?:años|añitos)\b(?! (?:de experiencia|trabajando|viviendo|en|con|sin))/giu,
    read: (match) => { const age = readAge(match[1]!); return age === null ? null : { key: 'age', value: age }; },
  },
  { source, category: 'work', confidence: 0.9, pattern: /(?<!no )(?<!ya no )\btrabajo (?:como|de) ((?:una? |el |la )?[\p{L}\d][\p{L}\d &+./-]*?)(?= en\b|[^\p{L}\d &+./-]|$)/giu, read: work },
  { source, category: 'work', confidence: 0.9, pattern: /(?<!no )(?<!ya no )\btrabajo en ((?:una? |el |la )?[\p{L}\d][\p{L}\d &+./-]*)/giu, read: work },
  { source, category: 'work', confidence: 0.9, pattern: /\bme dedico a (?:la |el |las |los )?([\p{L}\d][\p{L}\d &+./-]*)/giu, read: work },
  {
    source, category: 'work', confidence: 0.85,
    pattern: /\bsoy (ingenier[oa](?: de [\p{L}]+| [\p{L}]+)?|profesora?(?: de [\p{L}]+)?|maestr[oa]|médic[oa]|doctora?|enfermer[oa]|abogad[oa]|arquitect[oa]|programadora?|desarrolladora?|diseñadora?|cociner[oa]|camarer[oa]|contable|contadora?|periodista|psicólog[oa]|fontaner[oa]|electricista|taxista|policía|bomber[oa]|músic[oa]|escritora?|fotógraf[oa]|veterinari[oa]|dentista|farmacéutic[oa]|carpinter[oa])\b/giu,
    read: work,
  },
  {
    source, category: 'relationships', confidence: 0.95,
    pattern: new RegExp(String.raw`\b(?:[Mm]i|[Nn]uestr[oa]|[Tt]engo una?|[Aa]dopté (?:a )?una?) (${petPattern})(?: nuev[oa])?,? (?:que )?se llama(?:ba)? (${properName})`, 'gu'),
    read: (match) => pet(match[1]!, match[2]!),
  },
  {
    source, category: 'relationships', confidence: 0.85,
    pattern: new RegExp(String.raw`\b[Mm]i (${petPattern}),? (${properName})(?=[\s,.!;:]|$)`, 'gu'),
    read: (match) => pet(match[1]!, match[2]!),
  },
  {
    source, category: 'relationships', confidence: 0.9,
    pattern: new RegExp(String.raw`\b(${properName}) es mi (${petPattern})\b`, 'gu'),
    read: (match) => pet(match[2]!, match[1]!),
  },
];
