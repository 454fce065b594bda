import { describe, expect, it } from 'vitest';
import { stopWords } from '../memory/index.ts';
import { costOf } from './prices.ts';
import { tellingWords } from './telling-words.ts';

describe('telling words', () => {
  const words = async (texts: [number, string][], buckets: number) => (await tellingWords(texts.map(([bucket, content]) => ({ bucket, content })), { buckets, each: 2, stopWords })).map((found) => found.map(({ word, times }) => `${word} ${times}`));
  it('are those of one time and not of the others, in Spanish and English, without what says nothing', async () => {
    expect(await words([[0, 'Mi perro y yo: perros, perros. Café.'], [0, 'the office and the office'], [1, 'Café 2024 con la ballena de ayer'], [1, 'ballena']], 3)).toEqual([['perros 3', 'office 2'], ['ballena 2', 'ayer 1'], []]);
  });
  it('of the only time there is are the commonest', async () => {
    expect(await words([[0, 'faro faro mar'], [0, 'mar faro luz']], 1)).toEqual([['faro 3', 'mar 2']]);
  });
  it('weigh as the formula says', async () => {
    const found = await tellingWords([{ bucket: 0, content: 'faro faro' }, { bucket: 1, content: 'mar' }], { buckets: 2, each: 1, stopWords });
    expect(found[0]?.[0]?.weight).toBeCloseTo((1 + Math.log(2)) * Math.log(3), 3);
  });
});

describe('the cost', () => {
  const spent = { provider: 'openai', model: 'gpt-5.4', is_local: false, prompt_tokens: 1_000_000, completion_tokens: 100_000 };
  it('is the list price where there is one, nothing on this machine, and unknown elsewhere', () => {
    expect([spent, { ...spent, model: 'gpt-5.4-2026-03-05' }, { ...spent, model: 'gpt-5.4-mini' }, { ...spent, model: 'gpt-5.4-pro' }, { ...spent, provider: 'groq' }, { ...spent, is_local: true }, { ...spent, provider: 'ollama', is_local: null }].map(costOf))
      .toEqual([4, 4, 1.2, null, null, 0, null]);
  });
});
