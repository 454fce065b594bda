// docs/mood.md against the code: its tables, its figures, its example.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { moodConfigSchema } from '../../contract/mood-config.ts';
import { productFolder } from '../../luminora.ts';
import { defaultMoods } from './default-moods.ts';
import { defaultTriggers } from './default-triggers.ts';
import { defaultInertia, defaultRestingIntensity, defaultTransitions, moodsOf } from './moods-of.ts';
import { nextMood } from './next-mood.ts';

const page = readFileSync(join(productFolder, 'docs', 'mood.md'), 'utf8');

describe('docs/mood.md', () => {
  it('has every default mood with its face, half-life and changes', () => {
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| (\d+) \| (.+) \|$/gm)].map(([, id, face, minutes, changes]) => [id, face, Number(minutes), changes]);
    expect(rows).toEqual(defaultMoods.map(({ id, expression, half_life_minutes, modifiers }) => [
      id, expression, half_life_minutes,
      Object.entries(modifiers.advanced_parameters ?? {}).map(([name, change = 0]) => `${name} ${change > 0 ? '+' : ''}${change}`).join(', ') || 'nothing: it is where the others return to',
    ]));
  });
  it('says what the triggers it lists do', () => {
    const rows = [...page.matchAll(/^\| (\w+) \| (.+) \| ([\d.]+) \|$/gm)].map(([, id, mood, intensity]) => ({ id, mood: mood === 'eases what is felt' ? 'neutral' : mood, intensity: Number(intensity) }));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(defaultTriggers.find(({ id }) => id === row.id)).toMatchObject(row);
  });
  it('names inertia, rest and resistances as they are', () => {
    expect(page).toContain(`it is ${defaultInertia} when left out`);
    expect(page).toContain(`\`resting_intensity\` (${defaultRestingIntensity})`);
    const { sad, concerned } = defaultTransitions;
    expect(page).toContain(`sadness resists playfulness by ${sad?.['playful']}, excitement ${sad?.['excited']}, happiness ${sad?.['happy']} and love ${sad?.['loving']}; worry resists them by ${concerned?.['playful']}, ${concerned?.['excited']} and ${concerned?.['happy']}`);
  });
  it('shows an example that works', () => {
    const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)![1]!) as { mood_config: unknown };
    const config = moodsOf({ mood_config: moodConfigSchema.parse(example.mood_config) });
    const message = { text: 'Otra vez lunes', emotion: 'neutral', emotions: [], sentiment: 'neutral', sentiment_score: 0, interactions: [], life_event: null, importance: 2 };
    expect(nextMood(config, null, message, 0)).toMatchObject({ mood: 'grumpy', cause: 'trigger:mondays', expression: 'annoyance' });
  });
});
