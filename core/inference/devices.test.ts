import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findDevices, type DeviceLook } from './devices.ts';

const machine = (change: Partial<DeviceLook> & { files?: string[] }): DeviceLook => ({
  platform: 'linux', arch: 'x64', runtimeFolder: '/runtime', libraryFolders: ['/usr/lib64'], names: () => [],
  exists: (path) => (change.files ?? []).includes(path), ...change,
});
const available = (look: DeviceLook) => findDevices(look).filter((found) => found.is_available).map(({ device }) => device);

describe('devices', () => {
  it('lists every device, best first, and says of each that is missing what is missing', () => {
    const found = findDevices(machine({}));
    expect(found.map(({ device }) => device)).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(found.map(({ reason }) => reason)).toEqual([expect.stringContaining('NVIDIA'), expect.stringContaining('no graphics card'), null]);
  });

  it('wants for CUDA a card and the runtime\'s part for it', () => {
    expect(findDevices(machine({ files: ['/dev/nvidia0'] }))[0]!.reason).toContain('libonnxruntime_providers_cuda.so');
    expect(available(machine({ files: ['/dev/nvidia0', '/runtime/libonnxruntime_providers_cuda.so'] }))).toEqual(['cuda', 'cpu']);
    expect(findDevices(machine({ platform: 'darwin', arch: 'arm64' }))[0]!.reason).toContain('x64 only');
  });

  it('wants for WebGPU a card and Vulkan on Linux; elsewhere the system has it', () => {
    const card = { names: (folder: string) => (folder === '/dev/dri' ? ['card0', 'renderD128'] : []) };
    expect(findDevices(machine(card))[1]!.reason).toContain('Vulkan');
    expect(available(machine({ ...card, files: ['/usr/lib64/libvulkan.so.1'] }))).toEqual(['webgpu', 'cpu']);
    expect(available(machine({ platform: 'win32' }))).toEqual(['webgpu', 'cpu']);
  });

  it('writes nothing to the terminal while it looks', () => {
    const script = `import { findDevices } from ${JSON.stringify(new URL('./devices.ts', import.meta.url).href)}; process.exitCode = findDevices().length === 3 ? 0 : 1;`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  });
});
