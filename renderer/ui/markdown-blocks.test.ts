// Cutting Markdown into blocks never loses text and never cuts what belongs together.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeAddress } from './markdown-block.tsx';
import { splitBlocks } from './markdown-blocks.ts';
import { plainText } from './plain-text.ts';

describe('splitBlocks', () => {
  it.each([
    ['a\n\nb', ['a', 'b']],
    ['- a\n\n- b\n\ntext', ['- a\n\n- b', 'text']],
    ['```js\na\n\nb\n```\n\nc', ['```js\na\n\nb\n```', 'c']],
    ['```js\na\n\nb', ['```js\na\n\nb']],
    ['1. a\n\n   more\n\n2. b', ['1. a\n\n   more\n\n2. b']],
    ['see [x]\n\n[x]: https://a.b', ['see [x]\n\n[x]: https://a.b']],
  ])('%j', (text, blocks) => expect(splitBlocks(text)).toEqual(blocks));

  it('keeps every line that has something on it, in order', () => {
    const line = fc.constantFrom('', 'a', '- b', '  c', '```', '| d |', '1. e', '~~~');
    fc.assert(fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const full = (text: string): string[] => text.split('\n').filter((entry) => entry.trim() !== '');
      expect(full(splitBlocks(lines.join('\n')).join('\n'))).toEqual(full(lines.join('\n')));
    }));
  });
});

it('lets only addresses a person can judge through', () => {
  expect(['https://a.b', 'mailto:a@b.c', 'javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', ' JavaScript:x', '//evil', 'vbscript:x'].map(safeAddress)).toEqual(['https://a.b', 'mailto:a@b.c', '', '', '', '', '', '']);
});

it('takes the marks out of an excerpt', () => {
  expect(plainText('# Title\n\n1. **One**\n\n| a | b |\n|---|---|\n| c | d |\n\n[link](https://x.y)')).toBe('Title 1. One · a · b · c · d · link');
});
