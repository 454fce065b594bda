// Writes docs/personality.schema.json: what a personality file may hold, for editors and other programs. docs/reference.test.ts compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { personalitySchema } from '../core/contract/personality.ts';

export const personalitySchemaFile = fileURLToPath(new URL('../docs/personality.schema.json', import.meta.url));

export function personalitySchemaText(): string {
  const schema = z.toJSONSchema(personalitySchema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ title: 'Luminora personality', description: 'LuminoraCore 1.0 and 1.1 with additions.', ...schema }, null, 1)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(personalitySchemaFile, personalitySchemaText());
