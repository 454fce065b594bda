import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  it('neutralises terminal sequences, carriage returns, bidi marks and lone surrogates', () => {
    expect(printable('\u001b]52;c;aGk=\u0007')).toBe('\\u{1b}]52;c;aGk=\\u{7}');
    expect(printable('a\rb\u202ec\u009bd\ud800')).toBe('a\\u{d}b\\u{202e}c\\u{9b}d\\u{d800}');
  });

  it('keeps what people write', () => {
    const text = '¿Cómo está Max? 🐕 日本\n\tsí';
    expect(printable(text)).toBe(text);
  });
});
