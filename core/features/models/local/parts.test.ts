// How a model fits this machine, which precision is chosen, and what is kept of accepted licences.
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Machine } from '../../../contract/local-models.ts';
import { createTestMemory, type TestMemory } from '../../../testing/test-memory.ts';
import { chosenPrecision } from './chosen-precision.ts';
import { fitOf } from './fit.ts';
import { createLicences } from './licences.ts';
import { readMachine } from './machine.ts';

const GB = 1e9;
const cpu = { device: 'cpu' as const, is_available: true, reason: null };
const card = { device: 'cuda' as const, is_available: true, reason: null };
const machine = (more: Partial<Machine> = {}): Machine => ({ memory_bytes: 16 * GB, free_memory_bytes: 8 * GB, cores: 4, free_disk_bytes: null, devices: [cpu], ...more });

describe('fit', () => {
  const llm = (size_bytes: number, memory_bytes = size_bytes * 1.2) => ({ kind: 'llm' as const, size_bytes, memory_bytes });

  it('goes by memory: not where it exceeds it, slowly where little is left', () => {
    expect([2, 4, 6].map((size) => fitOf({ kind: 'embedding', size_bytes: size * GB, memory_bytes: size * GB }, machine({ memory_bytes: 6 * GB })))).toEqual(['well', 'slowly', 'not']);
  });
  it('goes by cores for a language model that no graphics card helps', () => {
    expect([2, 6].map((size) => fitOf(llm(size * GB), machine()))).toEqual(['well', 'slowly']);
    expect(fitOf(llm(6 * GB), machine({ cores: 8 }))).toBe('well');
    expect(fitOf(llm(6 * GB), machine({ devices: [card, cpu] }))).toBe('well');
    expect(fitOf(llm(6 * GB), machine({ devices: [{ ...card, is_available: false }, cpu] }))).toBe('slowly');
    expect(fitOf({ ...llm(6 * GB), kind: 'embedding' }, machine({ memory_bytes: 64 * GB }))).toBe('well');
  });
  it('has nothing against what it does not know, and takes the size where memory is not told', () => {
    expect(fitOf({ kind: 'llm', size_bytes: null, memory_bytes: null }, machine({ memory_bytes: 1 }))).toBe('well');
    expect(fitOf({ kind: 'reranker', size_bytes: 20 * GB, memory_bytes: null }, machine())).toBe('not');
  });
});

it('the machine is this one', async () => {
  const here = await readMachine(tmpdir(), [cpu]);
  expect(here.memory_bytes).toBeGreaterThan(100_000_000);
  expect(here.free_memory_bytes).toBeLessThanOrEqual(here.memory_bytes);
  expect([here.cores >= 1, (here.free_disk_bytes ?? 0) > 0, here.devices]).toEqual([true, true, [cpu]]);
  expect((await readMachine('/nowhere/at/all', [])).free_disk_bytes).toBeNull();
});

describe('the precision', () => {
  const variant = (precision: 'fp32' | 'fp16' | 'int8', state: 'absent' | 'ready') => ({ precision, state, memory_bytes: GB, size_bytes: GB, estimated_bytes: GB, completed_bytes: 0 });
  const auto = { precision: 'auto', device: 'auto' } as const;
  const offered = [variant('fp32', 'absent'), variant('fp16', 'absent'), variant('int8', 'absent')];

  it('is the best for the machine of what is offered, before anything is here', () => {
    expect(chosenPrecision({ variants: offered }, auto, [cpu], 16 * GB)).toBe('int8');
    expect(chosenPrecision({ variants: offered }, auto, [card, cpu], 16 * GB)).toBe('fp16');
    expect(chosenPrecision({ variants: offered }, { ...auto, precision: 'fp32' }, [cpu], 16 * GB)).toBe('fp32');
  });
  it('is what is here, once something is', () => {
    expect(chosenPrecision({ variants: [variant('fp32', 'ready'), variant('int8', 'absent')] }, auto, [cpu], 16 * GB)).toBe('fp32');
    expect(chosenPrecision({ variants: [] }, auto, [cpu], 16 * GB)).toBeNull();
  });
});

describe('an accepted licence', () => {
  let bench: TestMemory;
  beforeEach(async () => { bench = await createTestMemory(); });
  afterEach(async () => bench.close());
  const gemma = { id: 'gemma', licence: { name: 'Gemma Terms', url: 'https://example.com/1' } };

  it('is remembered, of that model and as it was', async () => {
    const licences = createLicences(bench);
    expect([...await licences.accepted([gemma])]).toEqual([]);
    await licences.accept(gemma);
    const again = createLicences(bench);
    expect([...await again.accepted([gemma, { ...gemma, id: 'other' }])]).toEqual(['gemma']);
    expect([...await again.accepted([{ ...gemma, licence: { ...gemma.licence, url: 'https://example.com/2' } }])]).toEqual([]);
    await again.accept({ ...gemma, licence: { ...gemma.licence, url: 'https://example.com/2' } });
    expect([...await again.accepted([gemma])]).toEqual([]);
  });
});
