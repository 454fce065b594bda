// How conversations went, in figures: the storage sums, this puts the sums into days, weeks or months and finds the telling words.
import { maximumAnalyticsBuckets, type Analytics } from '../../contract/analytics.ts';
import { LuminoraError } from '../../contract/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { StorageProvider } from '../../providers/storage/storage.ts';
import { stopWords } from '../memory/index.ts';
import { bucketCount, bucketFor, bucketIndex, bucketStarts, type Bucket } from './buckets.ts';
import { affinitySection, categorySection, memorySection, messageSections, moodSection, sentimentSection, tokenSection } from './sections.ts';
import { tally } from './series.ts';
import { tellingWords } from './telling-words.ts';

export type AnalyticsRequest = { user_id: string; personality?: string | undefined; from?: number | undefined; to?: number | undefined; bucket: Bucket | 'auto'; time_zone?: string | undefined };
export type AnalyticsParts = { storage: Pick<StorageProvider, 'analytics'>; clock: Clock; /** IANA name or offset. */ timeZone: string; /** Messages whose words are looked at. */ maximumTexts?: number };

const wordsOfBucket = 8;

/** @throws LuminoraError `invalid_input` when the time is empty or has too many buckets */
export function createAnalyticsService({ storage, clock, timeZone, maximumTexts = 20_000 }: AnalyticsParts) {
  return async function analytics(request: AnalyticsRequest): Promise<Analytics> {
    const { user_id, personality } = request;
    const owner = { user_id, ...(personality === undefined ? {} : { personality }) };
    const zone = request.time_zone ?? timeZone;
    // What a clock set wrong has dated ahead is counted too, unless an end was asked for.
    const span = request.from === undefined || request.to === undefined ? await storage.analytics.span(owner) : null;
    const to = request.to ?? Math.max(clock.now(), span?.last ?? 0) + 1;
    const from = request.from ?? Math.min(span?.first ?? to - 1, to - 1);
    if (from >= to) throw new LuminoraError('invalid_input', 'The time asked for is empty: "from" must be before "to".', { details: { field: 'from', from, to } });
    const bucket = request.bucket === 'auto' ? bucketFor(from, to) : request.bucket;
    if (bucketCount(from, to, bucket) > maximumAnalyticsBuckets) {
      throw new LuminoraError('invalid_input', `From "from" to "to" there are more than ${maximumAnalyticsBuckets} ${bucket}s. Ask for a shorter time or a longer bucket.`, { details: { field: 'bucket', from, to } });
    }
    const starts = bucketStarts(from, to, bucket, zone);
    const query = { ...owner, from, to };
    const reads = storage.analytics;
    const [messages, classified, moods, affinity, memory, usage, texts, everybody] = await Promise.all([
      reads.messages(query), reads.classified(query), reads.moods(query), reads.affinity(query), reads.memory(query), reads.usage(query), reads.texts({ ...query, limit: maximumTexts + 1 }),
      personality === undefined ? null : reads.messages({ user_id, from, to }),
    ]);
    const read = texts.slice(0, maximumTexts);
    const words = await tellingWords(read.map(({ created_at, content }) => ({ bucket: bucketIndex(starts, created_at), content })), { buckets: starts.length, each: wordsOfBucket, stopWords });
    const { categories, series } = categorySection(classified, starts);
    return {
      user_id, personality: personality ?? null, from, to, bucket, time_zone: zone, starts,
      companions: tally(everybody ?? messages, (row) => row.personality, (row) => row.messages).map(([name, many]) => ({ personality: name, messages: many })),
      ...messageSections(messages, starts),
      topics: { categories, series: series.map((entry, index) => ({ ...entry, words: words[index]! })), messages_read: read.length, is_partial: texts.length > maximumTexts },
      sentiment: sentimentSection(classified, starts), moods: moodSection(moods, starts), affinity: affinitySection(affinity, starts),
      memory: memorySection(memory, starts, from), tokens: tokenSection(usage, starts),
    };
  };
}
