import { describe, expect, it } from 'vitest';
import { textFeatures, tokenize } from './text-features.ts';

describe('tokens', () => {
  it('leave out addresses and mentions, split hashtags, drop accents but not ñ', () => {
    expect(tokenize('@ana mira https://t.co/xYz #DiaDelLibro ¡QUÉ niño!')).toEqual(['mira', 'dia', 'del', 'libro', 'que', 'niño', '!']);
  });
  it('shorten what is drawn out and make any laughter one word', () => {
    expect(tokenize('buenooooo jajajajaj AJAJAJA hahahaha noooo!!!!! ...')).toEqual(['bueno' + 'o', 'jaja', 'jaja', 'haha', 'noo', '!!!', '...']);
  });
  it('keep pictographs, apostrophes and the name mask', () => {
    expect(tokenize("I don’t know 😡😡 [NAME]")).toEqual(['i', "don't", 'know', '😡', '😡', 'name']);
    expect(tokenize(' \u200b 123 ')).toEqual([]);
  });
});

describe('features', () => {
  it('are two vectors: words of length one, pieces of the given share', () => {
    const { buckets, values } = textFeatures('great work', 65536, 0.5);
    // Two words and two pairs; pieces of <great> (5+4+3) and of <work> (4+3+2), none shared.
    expect(buckets.length).toBe(4 + 12 + 9);
    expect(new Set(buckets).size).toBe(buckets.length);
    expect([...values.slice(0, 4)]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(values[4]).toBeCloseTo(0.5 / Math.sqrt(21), 6);
  });
  it('stay below the number of buckets, and are none for a text without words', () => {
    expect(Math.max(...textFeatures('una frase cualquiera con varias palabras', 64).buckets)).toBeLessThan(64);
    expect(textFeatures('', 64).buckets.length).toBe(0);
  });
  it('read a bounded part of an endless text', () => {
    expect(textFeatures('palabra '.repeat(100_000), 65536).buckets.length).toBeLessThan(40);
  });
});
