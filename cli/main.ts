// The command line's beginning: hands the process's streams and signals to the program and turns its answer into the exit status.
import { readFileSync } from 'node:fs';
import { runProgram } from './program.ts';

/** How long closing may take before the process ends regardless. */
const closingMs = 10_000;

/** Runs the process's own command line. */
export async function main(): Promise<void> {
  // Whatever is written, by whatever library, is the user's alone: files 0600, folders 0700.
  process.umask(0o077);
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  /** Only the program decides when it is over: a worker that does not hold the process must still be waited for. */
  const hold = setInterval(() => {}, 60_000);
  const status = await runProgram(process.argv.slice(2), { input: process.stdin, output: process.stdout, errors: process.stderr, env: process.env, onInterrupt: onceInterrupted }, version);
  clearInterval(hold);
  process.exitCode = status;
  setTimeout(() => process.exit(status), 500).unref();
}

/** The first signal asks; the second, or ten seconds, ends. */
function onceInterrupted(listener: () => void): () => void {
  let wasAsked = false;
  const handle = (signal: NodeJS.Signals): void => {
    const status = signal === 'SIGINT' ? 130 : 143;
    if (wasAsked) process.exit(status);
    wasAsked = true;
    setTimeout(() => process.exit(status), closingMs).unref();
    listener();
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return () => void process.off('SIGINT', handle).off('SIGTERM', handle);
}
