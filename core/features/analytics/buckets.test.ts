import { describe, expect, it } from 'vitest';
import { bucketCount, bucketFor, bucketIndex, bucketStarts, type Bucket } from './buckets.ts';

const at = (text: string) => Date.parse(text);
const starts = (from: string, to: string, bucket: Bucket, zone: string) => bucketStarts(at(from), at(to), bucket, zone).map((time) => new Date(time).toISOString().slice(0, 16));

describe('buckets', () => {
  it('begin where the zone\'s days, weeks and months do, through a change of the clock', () => {
    expect(starts('2026-03-28T12:00Z', '2026-03-30T12:00Z', 'day', 'Europe/Madrid')).toEqual(['2026-03-27T23:00', '2026-03-28T23:00', '2026-03-29T22:00']);
    expect(starts('2026-10-25T12:00Z', '2026-10-26T12:00Z', 'day', 'Europe/Madrid')).toEqual(['2026-10-24T22:00', '2026-10-25T23:00']);
    expect(starts('2026-03-25T12:00Z', '2026-04-07T12:00Z', 'week', 'Europe/Madrid')).toEqual(['2026-03-22T23:00', '2026-03-29T22:00', '2026-04-05T22:00']);
    expect(starts('2025-12-31T23:30Z', '2026-03-01T00:00Z', 'month', 'Europe/Madrid')).toEqual(['2025-12-31T23:00', '2026-01-31T23:00', '2026-02-28T23:00']);
    expect(starts('2026-01-01T00:00Z', '2026-01-02T00:00Z', 'day', 'Asia/Kathmandu')).toEqual(['2025-12-31T18:15', '2026-01-01T18:15']);
    expect(starts('2026-01-01T00:00Z', '2026-01-02T00:00Z', 'day', '-03:30')).toEqual(['2025-12-31T03:30', '2026-01-01T03:30']);
  });

  it('begin after a midnight the clock skips, and at the first of two', () => {
    expect(starts('2018-11-03T12:00Z', '2018-11-05T12:00Z', 'day', 'America/Sao_Paulo')).toEqual(['2018-11-03T03:00', '2018-11-04T03:00', '2018-11-05T02:00']);
    expect(starts('2023-11-05T03:00Z', '2023-11-06T12:00Z', 'day', 'America/Havana')).toEqual(['2023-11-04T04:00', '2023-11-05T04:00', '2023-11-06T05:00']);
  });

  it('end where the time does: one that begins at the end is none of its', () => {
    expect(starts('2026-01-01T00:00Z', '2026-01-03T00:00Z', 'day', 'UTC')).toHaveLength(2);
    expect(bucketStarts(at('2020-01-01T00:00Z'), at('2022-01-01T00:00Z'), 'day', 'Europe/Madrid')).toHaveLength(732);
  });

  it('find the one that holds a time', () => {
    expect([9, 10, 19, 20, 99].map((time) => bucketIndex([10, 20, 30], time))).toEqual([-1, 0, 0, 1, 2]);
  });

  it('are as long as the time asks for', () => {
    const day = 86_400_000;
    expect([1, 62, 63, 550, 551].map((days) => bucketFor(0, days * day))).toEqual(['day', 'day', 'week', 'week', 'month']);
    expect([bucketCount(0, 60 * day, 'day'), bucketCount(0, 70 * day, 'week'), bucketCount(0, 60 * day, 'month')]).toEqual([60, 10, 2]);
  });
});
