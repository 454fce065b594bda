// Statistics of the in-memory client: made up, but every total is the sum of its series, and the time and companion asked for are kept to.
import { implement } from '@orpc/server';
import { contract, type Analytics } from '../../core/contract/index.ts';
import { engineError, type MemoryWorld } from './memory-client.ts';

const day = 86_400_000;
/** How long the sample world has been talked with. */
const lived = { few: 12, lots: 430 } as const;
const words: Record<'en' | 'es', string[]> = { en: ['lighthouse', 'walk', 'office', 'pigeons', 'sister', 'soup', 'rain', 'deadline'], es: ['faro', 'paseo', 'oficina', 'palomas', 'hermana', 'sopa', 'lluvia', 'entrega'] };

export function createAnalyticsRoutes(world: MemoryWorld, { now, failIfTold }: { now: () => number; failIfTold: (name: string) => void }) {
  const os = implement(contract);
  return {
    get: os.analytics.get.handler(({ input }) => {
      failIfTold('analytics');
      const to = input.to ?? now();
      const days = world.messages.length === 0 ? 0 : lived[world.keyword_only ? 'lots' : 'few'];
      const from = input.from ?? to - Math.max(1, days) * day;
      if (from >= to) throw engineError('invalid_input', 'The time is empty.');
      const bucket = input.bucket !== 'auto' ? input.bucket : to - from <= 62 * day ? 'day' : to - from <= 550 * day ? 'week' : 'month';
      return sampleAnalytics({ from, to, bucket, begin: to - days * day, personality: input.personality ?? null, language: world.companions[0]?.language === 'es' ? 'es' : 'en', time_zone: input.time_zone ?? 'UTC' });
    }),
  };
}

type Sample = Pick<Analytics, 'from' | 'to' | 'bucket' | 'personality' | 'time_zone'> & { /** Nothing was said before. */ begin: number; language: 'en' | 'es' };

export function sampleAnalytics({ from, to, bucket, begin, personality, language, time_zone }: Sample): Analytics {
  const length = { day: 1, week: 7, month: 30 }[bucket];
  const starts = Array.from({ length: Math.ceil((to - from) / day / length) }, (_, index) => from + index * length * day);
  const wave = (index: number, step: number): number => 0.5 + 0.5 * Math.sin(index * step);
  const part = personality === 'luna' || personality === null ? 1 : 0.3;
  const each = <T>(make: (index: number) => T) => starts.map((start, index) => ({ start, ...make(index) }));
  const user = starts.map((start, index) => (begin >= to || start + length * day <= begin || index % 6 === 4 && bucket === 'day' ? 0 : Math.max(1, Math.round((4 + 16 * wave(index, 0.7)) * part * length))));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const mean = (index: number) => (user[index] ? Math.round((wave(index, 0.9) * 1.1 - 0.35) * 1000) / 1000 : null);
  const weighted = sum(user.map((count, index) => count * (mean(index) ?? 0)));
  const sentiments = (count: number) => ({ very_negative: 0, negative: Math.floor(count / 4), neutral: count - 2 * Math.floor(count / 4), positive: Math.floor(count / 4), very_positive: 0 });
  const categories = (count: number): Analytics['topics']['categories'] => [{ category: 'work' as const, messages: Math.ceil(count * 0.4) }, { category: 'relationships' as const, messages: Math.floor(count * 0.3) }, { category: 'hobbies' as const, messages: Math.floor(count * 0.2) }].filter(({ messages }) => messages > 0);
  const moods = (count: number, index: number) => [{ mood: 'happy', times: Math.ceil(count * (0.3 + 0.3 * wave(index, 0.5))) }, { mood: 'concerned', times: Math.floor(count * 0.2) }, { mood: 'playful', times: Math.floor(count * 0.15) }].filter(({ times }) => times > 0);
  const total = sum(user);
  const moodSums = ['happy', 'concerned', 'playful'].map((mood) => ({ mood, times: sum(user.map((count, index) => moods(count, index).find((one) => one.mood === mood)?.times ?? 0)) })).filter(({ times }) => times > 0);
  const allMoods = sum(moodSums.map(({ times }) => times));
  const points = (index: number): number | null => (sum(user.slice(0, index + 1)) === 0 ? null : Math.round(1000 * (1 - Math.exp(-sum(user.slice(0, index + 1)) / 900))) / 10);
  const levelAt = (value: number): string => ['stranger', 'acquaintance', 'friend', 'close_friend', 'soulmate'][Math.min(4, Math.floor(value / 20))]!;
  const grown = (index: number, rate: number): number => Math.round(sum(user.slice(0, index + 1)) * rate);
  const tokens = (count: number) => ({ replies: count, prompt_tokens: count * 1450, completion_tokens: count * 92, cost: 0 });
  const side = (perMessage: number) => ({ characters: total * perMessage * 6, words: total * perMessage, mean_words: total === 0 ? null : perMessage, longest_characters: total === 0 ? 0 : perMessage * 30 });
  const last = points(starts.length - 1);
  return {
    user_id: 'default', personality, from, to, bucket, time_zone, starts, companions: total === 0 ? [] : [{ personality: 'luna', messages: total * 2 }],
    messages: { user: total, assistant: total, series: each((index) => ({ user: user[index]!, assistant: user[index]! })) },
    lengths: { user: side(14), assistant: side(46), series: each((index) => { const count = user[index]!; const mine = Math.round(9 + 10 * wave(index, 1.3)); const theirs = Math.round(36 + 20 * wave(index, 0.4)); return { user_words: count * mine, assistant_words: count * theirs, user_mean_words: count ? mine : null, assistant_mean_words: count ? theirs : null }; }) },
    topics: {
      categories: categories(total), messages_read: total, is_partial: false,
      series: each((index) => ({ categories: categories(user[index]!), words: user[index] ? [0, 1, 2].map((step) => ({ word: words[language][(index * 3 + step) % 8]!, times: 3 - step, weight: 3 - step })) : [] })),
    },
    sentiment: { messages: total, mean: total === 0 ? null : Math.round((weighted / total) * 1000) / 1000, sentiments: sentiments(total), emotions: total === 0 ? [] : [{ emotion: 'joy', messages: total }], series: each((index) => ({ messages: user[index]!, mean: mean(index), sentiments: sentiments(user[index]!) })) },
    moods: { moods: moodSums.map(({ mood, times }) => ({ mood, times, share: times / allMoods, mean_intensity: 0.5 })), series: each((index) => ({ moods: moods(user[index]!, index) })) },
    affinity: { companions: last === null ? [] : [{ personality: personality ?? 'luna', points: last, level: levelAt(last), gained: last, lost: 0, series: each((index) => { const value = points(index); return { points: value, level: value === null ? null : levelAt(value), gained: value === null ? 0 : Math.round((value - (points(index - 1) ?? 0)) * 10) / 10, lost: 0 }; }) }] },
    memory: {
      facts: grown(starts.length, 0.09), episodes: grown(starts.length, 0.03), facts_learnt: grown(starts.length, 0.09), facts_ended: 0,
      series: each((index) => ({ facts: grown(index, 0.09), episodes: grown(index, 0.03), facts_learnt: grown(index, 0.09) - grown(index - 1, 0.09), facts_ended: 0 })),
    },
    tokens: {
      ...tokens(total), currency: 'USD', unpriced_replies: 0, prices_of: '2026-04-30', providers: total === 0 ? [] : [{ provider: 'embedded', model: 'qwen3-4b', is_local: true, ...tokens(total) }],
      series: each((index) => tokens(user[index]!)),
    },
  };
}
