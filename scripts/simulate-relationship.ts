// Lives four relationships through the default rules on a simulated clock and writes docs/relationship.svg and the tables of docs/relationship.md: `node scripts/simulate-relationship.ts`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { affinityRulesOf } from '../core/features/affinity/index.ts';
import { defaultLevels } from '../core/features/character/index.ts';
import { days, lives } from './relationship/lives.ts';
import { generatedPart, withGenerated } from './relationship/page.ts';
import { drawLives } from './relationship/plot.ts';
import { simulate } from './relationship/simulate.ts';

export const relationshipPage = fileURLToPath(new URL('../docs/relationship.md', import.meta.url));
export const relationshipPlot = fileURLToPath(new URL('../docs/relationship.svg', import.meta.url));

/** The page with its tables made anew, and the picture. */
export function relationshipDocs(page: string): { page: string; plot: string } {
  const config = affinityRulesOf({});
  const lived = lives.map((life) => ({ life, days: simulate(config, defaultLevels, life, days) }));
  return { page: withGenerated(page, generatedPart(config, lived)), plot: drawLives(defaultLevels, lived.map(({ life, days: each }) => ({ title: life.title, days: each }))) };
}

if (import.meta.main) {
  const { page, plot } = relationshipDocs(readFileSync(relationshipPage, 'utf8'));
  writeFileSync(relationshipPage, page);
  writeFileSync(relationshipPlot, plot);
}
