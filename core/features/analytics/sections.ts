// Each section of the statistics out of the storage's sums: totals, and one entry for every bucket.
import type { Analytics } from '../../contract/analytics.ts';
import { sentimentSchema } from '../../contract/entities.ts';
import { analyticsSliceMs, type AnalyticsReads } from '../../providers/storage/storage.ts';
import { costOf, pricesOf } from './prices.ts';
import { inBuckets, meanOf, rounded, sumOf, tally } from './series.ts';

type Rows<Name extends Exclude<keyof AnalyticsReads, 'span' | 'texts'>> = readonly Awaited<ReturnType<AnalyticsReads[Name]>>[number][];
type Starts = readonly number[];
/** A value for every bucket. */
const each = <Row extends { slice: number }, Entry>(rows: readonly Row[], starts: Starts, entry: (rows: readonly Row[]) => Entry) =>
  inBuckets(rows, starts).map((bucket, index) => ({ start: starts[index]!, ...entry(bucket) }));

export function messageSections(rows: Rows<'messages'>, starts: Starts): Pick<Analytics, 'messages' | 'lengths'> {
  const by = (speaker: 'user' | 'assistant', of: Rows<'messages'>) => of.filter((row) => row.speaker === speaker);
  const counts = (of: Rows<'messages'>) => ({ user: sumOf(by('user', of), ({ messages }) => messages), assistant: sumOf(by('assistant', of), ({ messages }) => messages) });
  const words = (of: Rows<'messages'>) => sumOf(of, (row) => row.words);
  const side = (speaker: 'user' | 'assistant') => {
    const mine = by(speaker, rows);
    return { characters: sumOf(mine, ({ characters }) => characters), words: words(mine), mean_words: meanOf(words(mine), counts(rows)[speaker]), longest_characters: Math.max(0, ...mine.map(({ longest }) => longest)) };
  };
  return {
    messages: { ...counts(rows), series: each(rows, starts, counts) },
    lengths: {
      user: side('user'), assistant: side('assistant'),
      series: each(rows, starts, (bucket) => {
        const [user_words, assistant_words, { user, assistant }] = [words(by('user', bucket)), words(by('assistant', bucket)), counts(bucket)];
        return { user_words, assistant_words, user_mean_words: meanOf(user_words, user), assistant_mean_words: meanOf(assistant_words, assistant) };
      }),
    },
  };
}

export function categorySection(rows: Rows<'classified'>, starts: Starts) {
  const categories = (of: Rows<'classified'>) => tally(of, ({ category }) => category, ({ messages }) => messages).map(([category, messages]) => ({ category, messages }));
  return { categories: categories(rows), series: each(rows, starts, (bucket) => ({ categories: categories(bucket) })) };
}

export function sentimentSection(rows: Rows<'classified'>, starts: Starts): Analytics['sentiment'] {
  const figures = (of: Rows<'classified'>) => {
    const messages = sumOf(of, (row) => row.messages);
    const sentiments = Object.fromEntries(sentimentSchema.options.map((sentiment) => [sentiment, sumOf(of.filter((row) => row.sentiment === sentiment), (row) => row.messages)])) as Analytics['sentiment']['sentiments'];
    return { messages, mean: meanOf(sumOf(of, ({ sentiment_sum }) => sentiment_sum), messages), sentiments };
  };
  return { ...figures(rows), emotions: tally(rows, ({ emotion }) => emotion, ({ messages }) => messages).map(([emotion, messages]) => ({ emotion, messages })), series: each(rows, starts, figures) };
}

export function moodSection(rows: Rows<'moods'>, starts: Starts): Analytics['moods'] {
  const moods = (of: Rows<'moods'>) => tally(of, ({ mood }) => mood, ({ times }) => times).map(([mood, times]) => ({ mood, times }));
  const all = sumOf(rows, ({ times }) => times);
  return {
    moods: moods(rows).map(({ mood, times }) => ({ mood, times, share: rounded(times / all), mean_intensity: rounded(sumOf(rows.filter((row) => row.mood === mood), ({ intensity_sum }) => intensity_sum) / times) })),
    series: each(rows, starts, (bucket) => ({ moods: moods(bucket) })),
  };
}

/** Between entries the points stay; that days of silence wear them down shows with the next entry, which says so. */
export function affinitySection(rows: Rows<'affinity'>, starts: Starts): Analytics['affinity'] {
  return {
    companions: [...new Set(rows.map(({ personality }) => personality))].sort().map((personality) => {
      const mine = rows.filter((row) => row.personality === personality);
      const moved = (of: Rows<'affinity'>) => ({ gained: rounded(sumOf(of, ({ gained }) => gained)), lost: rounded(sumOf(of, ({ lost }) => lost)) });
      let at: { points: number | null; level: string | null } = { points: null, level: null };
      const series = each(mine, starts, (bucket) => {
        const last = bucket.at(-1);
        if (last) at = { points: last.points, level: last.level };
        return { ...at, ...moved(bucket) };
      });
      const { points, level } = mine.at(-1)!;
      return { personality, points, level, ...moved(mine), series };
    }),
  };
}

/** @param from what was learnt before it is there already when the first bucket begins */
export function memorySection(rows: Rows<'memory'>, starts: Starts, from: number): Analytics['memory'] {
  const isBefore = ({ slice }: { slice: number }) => slice + analyticsSliceMs <= from;
  const before = rows.filter(isBefore);
  const buckets = inBuckets(rows.filter((row) => !isBefore(row)), starts);
  const figures = (of: Rows<'memory'>) => ({ facts_learnt: sumOf(of, (row) => row.facts_learnt), facts_ended: sumOf(of, (row) => row.facts_ended) });
  const standing = (of: Rows<'memory'>) => sumOf(of, ({ facts_learnt, facts_ended }) => facts_learnt - facts_ended);
  let facts = standing(before);
  let episodes = sumOf(before, (row) => row.episodes);
  const series = buckets.map((bucket, index) => {
    facts += standing(bucket);
    episodes += sumOf(bucket, (row) => row.episodes);
    return { start: starts[index]!, facts, episodes, ...figures(bucket) };
  });
  return { facts, episodes, ...figures(buckets.flat()), series };
}

export function tokenSection(rows: Rows<'usage'>, starts: Starts): Analytics['tokens'] {
  const cost = (of: Rows<'usage'>): number | null => {
    const costs = of.map(costOf);
    return costs.every((one) => one !== null) ? rounded(sumOf(costs, (one) => one)) : null;
  };
  const figures = (of: Rows<'usage'>) => ({ replies: sumOf(of, ({ replies }) => replies), prompt_tokens: sumOf(of, (row) => row.prompt_tokens), completion_tokens: sumOf(of, (row) => row.completion_tokens), cost: cost(of) });
  const nameOf = ({ provider, model, is_local }: Rows<'usage'>[number]) => JSON.stringify([provider, model, is_local]);
  return {
    ...figures(rows), currency: 'USD', unpriced_replies: sumOf(rows.filter((row) => costOf(row) === null), ({ replies }) => replies), prices_of: pricesOf,
    providers: tally(rows, nameOf, ({ prompt_tokens, completion_tokens }) => prompt_tokens + completion_tokens).map(([name]) => {
      const mine = rows.filter((row) => nameOf(row) === name);
      const { provider, model, is_local } = mine[0]!;
      return { provider, model, is_local, ...figures(mine) };
    }),
    series: each(rows, starts, figures),
  };
}
