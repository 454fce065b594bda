import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExamples } from './card-text.ts';

const names = { char: 'Luna', user: 'Ana' };

describe("a card's examples of dialogue", () => {
  it('are the pairs of what the user and then the character says, block by block', () => {
    const text = '<START>\n{{char}}: (waves)\n{{user}}: Hi\n{{char}}: Hello.\nCome in.\n<start>\r\nAna: Tea?\r\nLuna: Always.\n{{char}}: More.';
    expect(readExamples(text, names)).toEqual([{ input: 'Hi', output: 'Hello.\nCome in.' }, { input: 'Tea?', output: 'Always.' }]);
  });

  it('a text that is no dialogue gives none', () => {
    expect(readExamples('She likes tea.', names)).toEqual([]);
    expect(readExamples('', names)).toEqual([]);
    expect(readExamples('<START>\n{{user}}:\n{{char}}: Hello.', names)).toEqual([]);
  });

  it('any text is read without failing, and no exchange is empty', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('<START>', '{{user}}:', '{{char}}: a', 'Luna:', '\n', 'Ana: b'), fc.string()), { maxLength: 20 }), (pieces) => {
      for (const { input, output } of readExamples(pieces.join('\n'), names)) expect(input !== '' && output !== '').toBe(true);
    }));
  });
});
