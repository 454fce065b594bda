// Where things lie, for everything that runs before the packages are there. Node 20 runs this file.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const modulesFolder = join(root, 'node_modules');

/** The Node that the npm package `node` brought; the program needs it, the bootstrap does not. */
export const projectNode = process.platform === 'win32' ? join(modulesFolder, 'node', 'bin', 'node.exe') : join(modulesFolder, 'node', 'bin', 'node');
export const neededNodeMajor = 24;

/** The environment of everything we start: our tools first on the path, nothing fetched behind the user's back. */
export function projectEnvironment(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [pathKey]: [join(modulesFolder, '.bin'), process.env[pathKey] ?? ''].join(separator),
    NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true',
    ONNXRUNTIME_NODE_INSTALL_CUDA: 'skip',
    ...extra,
  };
}
