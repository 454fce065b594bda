import { describe, expect, it } from 'vitest';
import { moodFindings } from './mood-findings.ts';

const moods = [{ id: 'neutral' }, { id: 'sad' }, { id: 'dreamy' }];
const when = { keywords: ['x'] };

describe('moods that a personality names', () => {
  it('and does not have are said, with their place', () => {
    const findings = moodFindings({ mood_config: {
      resting_mood: 'sleepy', triggers: [{ id: 'a', when, mood: 'sad', intensity: 1 }, { id: 'b', when, mood: 'hapy', intensity: 1 }], transitions: { sad: { neutral: 0.2, glad: 0.5 }, angry: { sad: 1 } },
    } }, moods);
    expect(findings.map(({ path }) => path)).toEqual(['mood_config.resting_mood', 'mood_config.triggers.1.mood', 'mood_config.transitions.sad.glad', 'mood_config.transitions.angry']);
    expect(findings[1]).toMatchObject({ severity: 'warning', message: 'There is no mood "hapy", so this does nothing. It has: neutral, sad, dreamy.' });
  });

  it('and has need no word', () => {
    expect(moodFindings({ mood_config: { resting_mood: 'dreamy', triggers: [{ id: 'a', when, mood: 'sad', intensity: 1 }], transitions: { sad: { dreamy: 1 } } } }, moods)).toEqual([]);
    expect(moodFindings({}, moods)).toEqual([]);
  });
});
