// Fetches a language model of the catalogue: node scripts/fetch-model.ts [MODEL] [--to FOLDER] [--from FOLDER] [--json]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isLuminoraError, errorFacts } from '../core/contract/errors.ts';
import { languageModelEntries, loadCatalogue } from '../core/inference/catalogue.ts';
import { downloadModel } from '../core/inference/download.ts';
import { systemClock } from '../core/lib/clock.ts';
import { silentLog } from '../core/lib/log.ts';

const root = join(import.meta.dirname, '..');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, from: { type: 'string' }, hub: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const catalogue = await loadCatalogue(join(root, 'models'));
  const entries = languageModelEntries(catalogue);
  const id = positionals[0] ?? catalogue.defaults.llm;
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) {
    process.stderr.write(`There is no model "${id}". Known: ${entries.map((candidate) => candidate.id).join(', ')}.\n`);
    return 2;
  }
  const stopper = new AbortController();
  process.once('SIGINT', () => stopper.abort());
  if (!values.json) process.stdout.write(`${entry.title}. ${entry.licence.notice}\nLicence: ${entry.licence.name}, ${entry.licence.url}\n`);
  try {
    for await (const progress of downloadModel({
      entry, hubBaseUrl: values.hub ?? catalogue.hub.base_url, downloadsFolder: values.to ?? join(root, '.cache/models'),
      localFolder: values.from ?? process.env['LUMINORA_MODELS_FOLDER'] ?? null,
      fetch: globalThis.fetch, clock: systemClock, log: silentLog, signal: stopper.signal,
    })) {
      if (values.json) process.stdout.write(`${JSON.stringify(progress)}\n`);
      else {
        const percent = Math.floor((progress.completed_bytes / (progress.total_bytes ?? 1)) * 100);
        const speed = progress.bytes_per_second === null ? '' : ` ${(progress.bytes_per_second / 1e6).toFixed(1)} MB/s`;
        process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[K' : ''}${progress.status} ${percent} % of ${((progress.total_bytes ?? 0) / 1e6).toFixed(0)} MB${speed} ${progress.source ?? ''}${process.stdout.isTTY ? '' : '\n'}`);
      }
    }
    if (!values.json && process.stdout.isTTY) process.stdout.write('\n');
    return 0;
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return isLuminoraError(error) ? errorFacts[error.code].exit : 1;
  }
}

process.exitCode = await main();
