// `luminora benchmark`: how well and how fast the embedding models of this machine are, and how that was before.
import { resolve } from 'node:path';
import { LuminoraError, benchmarkSuiteSchema, type BenchmarkFigure, type BenchmarkRun, type Client } from '../core/contract/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';

export type BenchmarkOptions = FolderOptions & { models?: string; suites?: string; texts?: string };

/** Nobody else works in a process of one's own: the background need not rest. */
const ownPace = { 'models.bulk_cpu_share': '1' };

export async function benchmarkEmbeddings(cli: Cli, options: BenchmarkOptions): Promise<number> {
  const request = {
    ...(options.models === undefined ? {} : { models: listOf(options.models) }), ...(options.suites === undefined ? {} : { suites: listOf(options.suites).map((suite) => readSuite(cli, suite)) }),
    ...(options.texts === undefined ? {} : { folder: resolve(options.texts) }),
  };
  const opened = await openOrConnect(cli, { ...options, set: { ...ownPace, ...options.set } });
  const { client } = opened;
  const abort = new AbortController();
  const forget = cli.terminal.onInterrupt(() => abort.abort());
  try {
    const { runs: before } = await client.benchmarks.list();
    await measure(cli, client, request, abort.signal);
    if (abort.signal.aborted) return 130;
    const { runs } = await client.benchmarks.list();
    const run = runs.find(({ id }) => !before.some((old) => old.id === id));
    if (run === undefined) throw new LuminoraError('internal', cli.say('benchmarkLost'));
    show(cli, run, before);
    return run.error === null ? 0 : 1;
  } finally {
    forget();
    await opened.close();
  }
}

/** Begins and looks on until the end; Ctrl+C stops the measurement, wherever it runs. */
async function measure(cli: Cli, client: Client, request: Parameters<Client['benchmarks']['start']>[0], signal: AbortSignal): Promise<void> {
  const leave = new AbortController();
  const events = await client.system.events(undefined, { signal: leave.signal });
  const stop = () => void client.benchmarks.stop().catch(() => undefined);
  try {
    // The first event comes when the watch has begun: the end cannot be missed.
    await events.next();
    if (signal.aborted) return;
    await client.benchmarks.start(request);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    let told = '';
    for await (const event of events) {
      if (event.type !== 'benchmark-progress') continue;
      // What failed of one model is in the kept run; without a run it is thrown.
      if (event.is_done) {
        if (event.error !== null && !signal.aborted && event.error.details?.['model'] === undefined) throw new LuminoraError(event.error.code, event.error.message, { details: event.error.details ?? {} });
        return;
      }
      if (event.what === told || cli.json) continue;
      told = event.what;
      cli.note(cli.say('benchmarkProgress', { percent: Math.floor((event.done / Math.max(1, event.total)) * 100), what: cleanLine(told) }));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    leave.abort();
  }
}

export async function listBenchmarks(cli: Cli, options: FolderOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { runs } = await opened.client.benchmarks.list();
    if (cli.json) cli.line(JSON.stringify({ runs }));
    else if (runs.length === 0) cli.line(cli.say('benchmarkNone'));
    else for (const [index, run] of runs.entries()) {
      if (index > 0) cli.line();
      for (const line of benchmarkLines(cli, run, runs.slice(index + 1))) cli.line(line);
    }
    return 0;
  } finally {
    await opened.close();
  }
}

export async function removeBenchmark(cli: Cli, options: FolderOptions & { id: string }): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    await opened.client.benchmarks.remove({ id: options.id });
    if (!cli.json) cli.line(cli.say('benchmarkRemoved'));
    return 0;
  } finally {
    await opened.close();
  }
}

const listOf = (text: string) => text.split(',').map((part) => part.trim()).filter((part) => part !== '');

function readSuite(cli: Cli, name: string) {
  const suite = benchmarkSuiteSchema.safeParse(name);
  if (!suite.success) throw new LuminoraError('invalid_input', cli.say('benchmarkSuite', { value: cleanLine(name), known: benchmarkSuiteSchema.options.join(', ') }));
  return suite.data;
}

function show(cli: Cli, run: BenchmarkRun, earlier: readonly BenchmarkRun[]): void {
  if (cli.json) cli.line(JSON.stringify(run));
  else for (const line of benchmarkLines(cli, run, earlier)) cli.line(line);
}

const isSame = (one: BenchmarkFigure, other: BenchmarkFigure) => (['model', 'precision', 'device', 'suite', 'name', 'unit'] as const).every((key) => one[key] === other[key]);

/** A run as a person reads it, each figure beside the one of the latest earlier run on the same texts. Exported for its test. @param earlier newest first */
export function benchmarkLines({ say, language }: Pick<Cli, 'say' | 'language'>, run: BenchmarkRun, earlier: readonly BenchmarkRun[]): string[] {
  const digits = (value: number) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3);
  const number = (value: number, places = digits(value)) => new Intl.NumberFormat(language, { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
  const comparable = earlier.filter(({ data_hash }) => data_hash === run.data_hash);
  const before = (figure: BenchmarkFigure) => comparable.flatMap(({ figures }) => figures.filter((other) => isSame(figure, other)))[0];
  const suites = benchmarkSuiteSchema.options;
  const seen = run.figures.map(({ suite, name }) => `${suite} ${name}`);
  const rows = run.figures.toSorted((a, b) => suites.indexOf(a.suite) - suites.indexOf(b.suite) || seen.indexOf(`${a.suite} ${a.name}`) - seen.indexOf(`${b.suite} ${b.name}`)).map((figure) => {
    const old = before(figure);
    return [
      `${figure.suite} ${cleanLine(figure.name)}`, `${cleanLine(figure.model)} ${figure.precision} ${figure.device}`, number(figure.value), figure.unit,
      figure.low === null || figure.high === null ? '' : `${number(figure.low)} – ${number(figure.high)}`, number(figure.n, 0), old === undefined ? '' : number(old.value),
    ];
  });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(run.created_at);
  return [
    say('benchmarkHead', { day, version: cleanLine(run.product_version), machine: cleanLine(run.machine), id: run.id }), say('benchmarkTexts', { name: cleanLine(run.data_name), hash: run.data_hash.slice(0, 12) }),
    ...(rows.length === 0 ? [] : ['', ...table([say('benchmarkColumns').split('|'), ...rows])]), ...(run.error === null ? [] : ['', cleanLine(run.error.message)]),
  ];
}

/** Figures at the right, words at the left. */
function table(rows: readonly (readonly string[])[]): string[] {
  const words = new Set([0, 1, 3]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (words.has(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ').trimEnd());
}
