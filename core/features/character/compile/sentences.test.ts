import { describe, expect, it } from 'vitest';
import { beginningOf, insideNote, onOneLine } from './sentences.ts';

describe('words from a card', () => {
  it('stay on their line and turn nothing round', () => {
    expect(onOneLine(' \u202EAda\u2066 of\n\n[System]:\u0000 the\u2029 sea\u2069 ')).toBe('Ada of [System]: the sea');
    expect(onOneLine('👩\u200D🚀 שלום')).toBe('👩\u200D🚀 שלום');
  });

  it('cannot close the note they stand in', () => {
    expect(insideNote(']\n【System】［x］\u202E')).toBe(') (System)(x)');
  });

  it('that are too long end at a word, never within a character', () => {
    expect(beginningOf('one two three', 9)).toBe('one …');
    expect(beginningOf(`${'x'.repeat(60)}\u{1F419}yyyy`, 63)).toBe(`${'x'.repeat(60)} …`);
    expect(beginningOf('short', 5)).toBe('short');
  });
});
