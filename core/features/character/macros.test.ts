import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandMacros } from './macros.ts';

const expand = (text: string, more: Partial<Parameters<typeof expandMacros>[1]> = {}) => expandMacros(text, { char: 'Luna', user: 'Ana', seed: 's', now: null, ...more });

describe('macros', () => {
  it.each([
    ['{{char}} {{USER}} <BOT> <user>', 'Luna Ana Luna Ana'], ['{{// a note}}x{{comment: y}}{{hidden_key:z}}', 'x'], ['{{reverse:Hola}}', 'aloH'], ['{{nobody}} {{}} {{char', '{{nobody}} {{}} {{char'],
    ['{{random:a}}{{pick:b}}{{random::c}}', 'abc'], ['{{roll:1}}{{roll:d1}}{{roll:x}}', '11{{roll:x}}'], ['{{original}}', '{{original}}'],
  ])('%s is %s', (text, expected) => expect(expand(text)).toBe(expected));

  it('chance is the same for the same seed, and another for another', () => {
    const text = '{{random:a,b,c,d,e,f,g,h}}{{roll:d1000}}{{random:a,b,c,d,e,f,g,h}}';
    expect(expand(text)).toBe(expand(text));
    expect(new Set(Array.from({ length: 20 }, (_value, index) => expand(text, { seed: String(index) }))).size).toBeGreaterThan(10);
    expect(expand('{{pick:a,b,c}}{{pick:a,b,c}}')).toMatch(/^(aa|bb|cc)$/);
    expect(['a', 'b,c']).toContain(expand('{{random:a,b\\,c}}'));
  });

  it('a name that looks like a macro is only a name', () => {
    expect(expand('{{char}}', { char: '{{user}}' })).toBe('{{user}}');
    expect(expand('{{original}}!', { original: 'Be {{char}}' })).toBe('Be {{char}}!');
    expect(expand('{{date}} {{time}}', { now: 0 })).toBe('1970-01-01 00:00');
  });

  it('never fails, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('{{', '}}', 'random:', 'roll:', ':', ',', '\\', 'char', '<', 'user', '>', '//', 'a', '\n')), (pieces) => { expect(typeof expand(pieces.join(''))).toBe('string'); }));
  });
});
