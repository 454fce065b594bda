// Which devices of this machine can run an ONNX model, told from what is installed: trying one that is absent makes its library write to the terminal.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Device } from './onnx-session.ts';

export type DeviceFinding = { device: Device; is_available: boolean; reason: string | null };

/** What is looked at; tests look at made-up machines. */
export type DeviceLook = { platform: NodeJS.Platform; arch: string; exists(path: string): boolean; names(folder: string): string[]; runtimeFolder: string; libraryFolders: readonly string[] };

const names = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Where the runtime's own libraries lie. */
function runtimeFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
}

const systemLibraries = (triplet: string): string[] => [`/usr/lib/${triplet}`, `/lib/${triplet}`, '/usr/lib64', '/lib64', '/usr/lib', '/usr/local/lib', '/lib', '/run/opengl-driver/lib'];

function thisMachine(): DeviceLook {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const named = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return { platform: process.platform, arch: process.arch, exists: existsSync, names, runtimeFolder: runtimeFolder(), libraryFolders: [...named, ...systemLibraries(triplet)] };
}

function whyNoCuda({ platform, arch, exists, runtimeFolder: folder }: DeviceLook): string | null {
  if (arch !== 'x64' || (platform !== 'linux' && platform !== 'win32')) return 'CUDA runs on Linux and Windows with x64 only.';
  const library = platform === 'linux' ? 'libonnxruntime_providers_cuda.so' : 'onnxruntime_providers_cuda.dll';
  if (platform === 'linux' && !exists('/dev/nvidia0') && !exists('/dev/dxg')) return 'There is no NVIDIA graphics card, or its driver is not loaded.';
  if (!exists(join(folder, library))) return `The CUDA part of the runtime (${library}) is not installed.`;
  return null;
}

function whyNoWebGpu({ platform, exists, names: list, libraryFolders }: DeviceLook): string | null {
  if (platform !== 'linux') return null;
  const hasCard = exists('/dev/nvidia0') || list('/dev/dri').some((name) => name.startsWith('renderD'));
  if (!hasCard) return 'There is no graphics card, or its driver is not loaded.';
  if (!libraryFolders.some((folder) => exists(join(folder, 'libvulkan.so.1')))) return 'Vulkan (libvulkan.so.1) is not installed.';
  return null;
}

/** Every device, best first: cuda, webgpu, cpu. One that is here can still fail to open a model; whoever opens it steps down then. */
export function findDevices(look: DeviceLook = thisMachine()): DeviceFinding[] {
  const finding = (device: Device, reason: string | null): DeviceFinding => ({ device, is_available: reason === null, reason });
  return [finding('cuda', whyNoCuda(look)), finding('webgpu', whyNoWebGpu(look)), finding('cpu', null)];
}
