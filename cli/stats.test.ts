// The table of `luminora stats` in both languages, and the command as a process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analytics } from '../core/contract/index.ts';
import { statsLines } from './stats.ts';
import { startBin } from './testing/run-bin.ts';
import { createSay, type Language } from './texts.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 4, 1);
const side = (words: number, mean: number | null) => ({ characters: words * 5, words, mean_words: mean, longest_characters: 40 });
const sentiments = { very_negative: 0, negative: 0, neutral: 0, positive: 2, very_positive: 0 };

/** Three days; nothing is said on the second. */
function figures(change: Partial<Analytics> = {}): Analytics {
  const starts = [0, 1, 2].map((index) => start + index * day);
  const each = <T>(make: (index: number) => T) => starts.map((time, index) => ({ start: time, ...make(index) }));
  const spoke = (index: number) => (index === 1 ? 0 : 1);
  return {
    user_id: 'default', personality: null, from: start, to: start + 3 * day, bucket: 'day', time_zone: 'UTC', starts, companions: [{ personality: 'luna', messages: 4 }],
    messages: { user: 2, assistant: 2, series: each((index) => ({ user: spoke(index), assistant: spoke(index) })) },
    lengths: { user: side(10, 5), assistant: side(1200, 600), series: each((index) => ({ user_words: 5 * spoke(index), assistant_words: 600 * spoke(index), user_mean_words: 5, assistant_mean_words: 600 })) },
    topics: { categories: [{ category: 'work', messages: 2 }], series: each((index) => ({ categories: [], words: index === 1 ? [] : [{ word: index === 0 ? 'faro\u001b[2J' : 'mar', times: 1, weight: 1 }] })), messages_read: 2, is_partial: false },
    sentiment: { messages: 2, mean: 0.5, sentiments, emotions: [], series: each((index) => ({ messages: spoke(index), mean: index === 1 ? null : index === 0 ? 0.75 : -0.25, sentiments })) },
    moods: { moods: [{ mood: 'happy', times: 2, share: 1, mean_intensity: 0.5 }], series: each(() => ({ moods: [] })) },
    affinity: { companions: [{ personality: 'luna', points: 21.5, level: 'acquaintance', gained: 2, lost: 0.5, series: each(() => ({ points: 21.5, level: 'acquaintance', gained: 0, lost: 0 })) }] },
    memory: { facts: 3, episodes: 1, facts_learnt: 3, facts_ended: 0, series: each((index) => ({ facts: index + 1, episodes: 1, facts_learnt: 1, facts_ended: 0 })) },
    tokens: {
      replies: 2, prompt_tokens: 2000, completion_tokens: 100, cost: null, currency: 'USD', unpriced_replies: 1, prices_of: '2026-04-30',
      providers: [{ provider: 'embedded', model: 'qwen', is_local: true, replies: 1, prompt_tokens: 1000, completion_tokens: 50, cost: 0 }, { provider: 'groq', model: 'x', is_local: false, replies: 1, prompt_tokens: 1000, completion_tokens: 50, cost: null }],
      series: each((index) => ({ replies: spoke(index), prompt_tokens: 1000 * spoke(index), completion_tokens: 50 * spoke(index), cost: index === 2 ? null : 0 })),
    },
    ...change,
  };
}
const lines = (language: Language, change: Partial<Analytics> = {}) => statsLines({ say: createSay(language), language }, figures(change));

describe('luminora stats', () => {
  it('is a table in English, quiet days left out', () => {
    expect(lines('en')).toEqual([
      'May 1, 2026 to May 3, 2026 (UTC)', '',
      'from         you  replies  words  sentiment  facts  episodes  tokens  cost  words that stand out',
      'May 1, 2026    1        1    605      +0.75      1         1   1,050     0  faro␛[2J',
      'May 3, 2026    1        1    605      -0.25      3         1   1,050     ?  mar',
      'all            2        2  1,210       +0.5      3         1   2,100     ?', '',
      'Words in a message: you 5, replies 600', 'You spoke of: work 2', 'Moods: happy 100 %', 'Affinity: luna 21.5 (acquaintances, +1.5)',
      'embedded/qwen (this machine): replies 1, tokens read 1,000, written 50, cost 0', 'groq/x (elsewhere): replies 1, tokens read 1,000, written 50, cost not known', 'Costs are list prices of 2026-04-30; a model without a known price has none.',
    ]);
  });

  it('is one in Spanish', () => {
    const [period, , head, first] = lines('es');
    expect([period, head, first]).toEqual(['Del 1 may 2026 al 3 may 2026 (UTC)', 'desde       tú  respuestas  palabras  sentimiento  datos  episodios  tokens  coste  palabras que destacan', '1 may 2026   1           1       605        +0,75      1          1    1050      0  faro␛[2J']);
    expect(lines('es').slice(-7)).toEqual([
      'Palabras por mensaje: tú 5, respuestas 600', 'Hablaste de: trabajo 2', 'Ánimos: con alegría 100 %', 'Afinidad: luna 21,5 (conocidos, +1,5)', 'embedded/qwen (este equipo): respuestas 1, tokens leídos 1000, escritos 50, coste 0',
      'groq/x (fuera de este equipo): respuestas 1, tokens leídos 1000, escritos 50, coste desconocido', 'Los costes son precios de lista del 2026-04-30; un modelo sin precio conocido no lo tiene.',
    ]);
  });

  it('says so when there is nothing', () => {
    const none = { messages: { user: 0, assistant: 0, series: [] }, tokens: { ...figures().tokens, replies: 0 }, memory: { ...figures().memory, facts: 0, episodes: 0 } };
    expect(lines('en', none).at(-1)).toBe('Nothing was said in this time.');
  });

  it('runs: as JSON, as text, and refuses days that are none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'luminora-stats-'));
    const run = (...words: string[]) => startBin([...words, '--data', folder, '--set', 'llm_provider.name=scripted', '--lang', 'en'], words[0] === 'chat' ? { input: 'Mi perro se llama Max\n/quit\n' } : {}).finished;
    try {
      expect((await run('chat', '--new')).status).toBe(0);
      const json = await run('stats', '--json');
      expect([json.status, JSON.parse(json.output)]).toMatchObject([0, { messages: { user: 1, assistant: 1 }, bucket: 'day' }]);
      const text = await run('stats', '--last', '7', '--by', 'week');
      expect([text.status, text.output]).toEqual([0, expect.stringMatching(/^all +1 +1 /m)]);
      const refused = await run('stats', '--last', 'x');
      expect([refused.status === 0, refused.errors]).toEqual([false, expect.stringContaining('is not a number of days')]);
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  }, 300_000);
});
