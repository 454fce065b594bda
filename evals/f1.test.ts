import { describe, expect, it } from 'vitest';
import { chooseFiles } from './emotion-files.ts';
import { f1Figures, macroF1, microF1 } from './f1.ts';

describe('F1', () => {
  // Label 0: right 1, given 2, true 1 -> 2/3. Label 1: right 1, given 1, true 2 -> 2/3. Label 2: never given, true once -> 0.
  const items = [{ truth: [0], given: [0] }, { truth: [1], given: [0] }, { truth: [1, 2], given: [1] }];

  it('is worked out per label and for all decisions together', () => {
    expect(macroF1(items, 3)).toBeCloseTo((2 / 3 + 2 / 3 + 0) / 3, 10);
    expect(microF1(items, 3)).toBeCloseTo((2 * 2) / (3 + 4), 10);
    const { per_label } = f1Figures(items, ['a', 'b', 'c']);
    expect(per_label['b']!.value).toBeCloseTo(2 / 3, 10);
    expect(per_label['c']).toMatchObject({ n: 1, value: 0 });
  });
  it('is the share of right answers when every text has one label and is given one', () => {
    expect(microF1([{ truth: [0], given: [0] }, { truth: [1], given: [0] }, { truth: [2], given: [2] }, { truth: [0], given: [1] }], 3)).toBeCloseTo(0.5, 10);
  });
  it('has an interval around the value, the same every time', () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ truth: [index % 2], given: [index % 3 === 0 ? 0 : index % 2] }));
    const { macro_f1 } = f1Figures(many, ['a', 'b']);
    expect(macro_f1.low).toBeLessThan(macro_f1.value);
    expect(macro_f1.high).toBeGreaterThan(macro_f1.value);
    expect(f1Figures(many, ['a', 'b']).macro_f1).toEqual(macro_f1);
  });
});

describe('the files that are measured', () => {
  const files = (...names: string[]) => names.map((name) => ({ name, text: '' }));
  const names = (split: string | undefined, ...all: string[]) => chooseFiles(files(...all), split).map(({ name }) => name);

  it('are all but the training ones, which count when nothing else is there', () => {
    expect(names(undefined, 'es/dev.tsv', 'es/test.tsv', 'es/train.tsv')).toEqual(['es/dev.tsv', 'es/test.tsv']);
    expect(names(undefined, 'train.tsv')).toEqual(['train.tsv']);
  });
  it('are those asked for', () => {
    expect(names('train', 'dev.tsv', 'train.tsv')).toEqual(['train.tsv']);
    expect(names('all', 'dev.tsv', 'train.tsv')).toEqual(['dev.tsv', 'train.tsv']);
    expect(() => names('test', 'dev.tsv')).toThrow('no test.tsv');
  });
});
