import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it } from 'vitest';
import { spanChannel, spanned } from './spans.ts';
import type { Span } from './spans.ts';

it('tells a listener how long work took, also when it failed, and nobody else', async () => {
  const told: Span[] = [];
  const listen = (span: unknown) => { told.push(span as Span); };
  expect(await spanned('job', { what: 'unheard' }, async () => 1)).toBe(1);
  subscribe(spanChannel('job'), listen);
  expect(await spanned('job', { what: 'whole' }, async () => 2)).toBe(2);
  await expect(spanned('job', { what: 'broken' }, async () => { throw new Error('no'); })).rejects.toThrow('no');
  await spanned('embedding', { what: 'query' }, async () => 3);
  unsubscribe(spanChannel('job'), listen);
  await spanned('job', { what: 'unheard again' }, async () => 4);
  expect(told.map(({ what }) => what)).toEqual(['whole', 'broken']);
  for (const { started, ended } of told) expect(ended).toBeGreaterThanOrEqual(started);
});
