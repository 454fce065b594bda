import { expect, it } from 'vitest';
import { datasetHash } from './dataset-hash.ts';

const files = [{ name: 'a.jsonl', text: 'one' }, { name: 'b.jsonl', text: 'two' }];

it('does not depend on the order of the files', () => {
  expect(datasetHash(files)).toBe(datasetHash(files.toReversed()));
});

it('changes with a content, a name, and where a name ends', () => {
  const others = [
    [{ name: 'a.jsonl', text: 'One' }, files[1]!],
    [{ name: 'c.jsonl', text: 'one' }, files[1]!],
    [{ name: 'a.json', text: 'lone' }, files[1]!],
    [files[0]!],
  ];
  expect(new Set([files, ...others].map(datasetHash)).size).toBe(5);
});
