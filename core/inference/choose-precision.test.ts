import { describe, expect, it } from 'vitest';
import { planRun, type RunSettings, type Variant } from './choose-precision.ts';
import type { DeviceFinding } from './devices.ts';
import type { Device } from './onnx-session.ts';

const devices = (...here: Device[]): DeviceFinding[] => (['cuda', 'webgpu', 'cpu'] as const).map((device) => ({ device, is_available: device === 'cpu' || here.includes(device), reason: here.includes(device) ? null : `no ${device} here` }));
const variants = (...precisions: Variant['precision'][]): Variant[] => precisions.map((precision) => ({ precision, state: 'ready', memory_bytes: 400e6 }));
const auto: RunSettings = { precision: 'auto', device: 'auto' };
const plan = (here: Variant[], settings: Partial<RunSettings> = {}, found = devices()) => planRun(here, { ...auto, ...settings }, found, 16e9);
const order = (...args: Parameters<typeof plan>) => plan(...args).attempts.map(({ precision, device }) => `${precision} ${device}`);

describe('precision and device', () => {
  it('takes int8 on a processor, fp16 on a graphics card, and keeps the rest to fall back to', () => {
    expect(order(variants('fp32', 'fp16', 'int8'))).toEqual(['int8 cpu', 'fp32 cpu', 'fp16 cpu']);
    expect(order(variants('fp32', 'fp16', 'int8'), {}, devices('cuda', 'webgpu'))).toEqual(['fp16 cuda', 'fp32 cuda', 'fp16 webgpu', 'fp32 webgpu', 'int8 cpu', 'fp32 cpu', 'fp16 cpu']);
  });

  it('leaves a graphics card alone that would have to run int8, and says what it would need', () => {
    expect(order(variants('int8'), {}, devices('webgpu'))).toEqual(['int8 cpu']);
    expect(plan(variants('int8'), {}, devices('webgpu')).reason).toContain('fp16');
    expect(order(variants('int8'), { device: 'webgpu' }, devices('webgpu'))).toEqual(['int8 webgpu', 'int8 cpu']);
  });

  it('keeps the precision that was asked for where the device has to be given up', () => {
    expect(order(variants('int8', 'fp32'), { precision: 'fp32' }, devices('webgpu'))).toEqual(['fp32 webgpu', 'fp32 cpu', 'int8 cpu']);
    expect(order(variants('int8', 'fp16'), { precision: 'int8' }, devices('cuda'))).toEqual(['int8 cpu', 'fp16 cuda', 'fp16 cpu']);
  });

  it('steps from a missing device to the next, and tells it only where it was asked for', () => {
    expect(plan(variants('int8')).steps).toEqual([]);
    expect(plan(variants('fp16'), { device: 'cuda' }, devices('webgpu')).steps).toEqual([{ from: 'cuda', to: 'webgpu', reason: 'no cuda here' }]);
    expect(plan(variants('int8'), { device: 'webgpu' }).steps).toEqual([{ from: 'webgpu', to: 'cpu', reason: 'no webgpu here' }]);
  });

  it('tells that an asked precision is not here, and takes another', () => {
    const found = plan(variants('int8'), { precision: 'fp32' });
    expect(found.attempts).toEqual([{ precision: 'int8', device: 'cpu' }]);
    expect(found.steps).toEqual([{ from: 'fp32', to: 'int8', reason: expect.stringContaining('not on this machine') as string }]);
  });

  it('puts what crowds the memory last', () => {
    const large: Variant = { precision: 'int8', state: 'ready', memory_bytes: 9e9 };
    expect(order([large, ...variants('q4')])).toEqual(['q4 cpu', 'int8 cpu']);
  });

  it('makes a new space of the first precision that is here, or of the one asked for, whatever the device', () => {
    expect(plan(variants('int8', 'fp16'), {}, devices('cuda')).home).toBe('int8');
    expect(plan(variants('int8', 'fp16'), { precision: 'fp16' }).home).toBe('fp16');
    expect(plan([{ precision: 'int8', state: 'absent', memory_bytes: null }])).toMatchObject({ home: null, attempts: [] });
  });

  it('tries a damaged one where it stood, so that its failure is told', () => {
    expect(order([{ precision: 'int8', state: 'damaged', memory_bytes: 400e6 }, ...variants('fp32')])).toEqual(['int8 cpu', 'fp32 cpu']);
  });
});
