// npm run bench [-- SUITE ...] [--data FOLDER] [--runs N] [--ollama URL] [--ollama-log FILE] [--model NAME] [--models FOLDER] [--messages N] [--draft FILE.gguf] [--json]
// Suites: turns (1,000 and 10,000 messages), memory (10,000 and 50,000), embedding, compile, feel, start, cache (of vectors: what is found, memory, loss), long (one conversation of --messages, 100,000), prefix, parallel. Figures are ratios or times of one run on this machine; a floor that is missed ends with exit code 1.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { productFolder } from '../core/index.ts';
import { benchCompile } from './compile.bench.ts';
import { benchFeel } from './feel.bench.ts';
import { benchEmbedding } from './embedding.bench.ts';
import { benchCompressedVectors } from './compressed-vectors.bench.ts';
import { benchEmbeddingCache } from './embedding-cache.bench.ts';
import { sentences } from './corpus.ts';
import { benchParallel } from './parallel.bench.ts';
import { benchPrefix, ollamaLogReader } from './prefix.bench.ts';
import { benchLongSession } from './long-session.bench.ts';
import { readRealTexts } from './real-texts.ts';
import { seedMessages } from './seed.ts';
import { benchStart } from './start.bench.ts';
import { describe, isWithinFloor } from './statistics.ts';
import type { Result } from './statistics.ts';
import { benchTurnsAndSearch } from './turn.bench.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '200' }, data: { type: 'string' }, ollama: { type: 'string', default: process.env['LUMINORA_TEST_OLLAMA_URL'] }, 'ollama-log': { type: 'string', default: process.env['LUMINORA_TEST_OLLAMA_LOG'] },
    model: { type: 'string', default: process.env['LUMINORA_TEST_OLLAMA_MODEL'] ?? 'luna' },
    models: { type: 'string', default: join(productFolder, '.cache', 'models') }, json: { type: 'boolean', default: false }, messages: { type: 'string', default: '100000' }, draft: { type: 'string' },
  },
});
const runs = Number(options.runs);
const wants = (suite: string) => positionals.length === 0 || positionals.includes(suite);
const results: Result[] = [];
const report = (added: readonly Result[]) => {
  results.push(...added);
  if (!options.json) for (const result of added) process.stdout.write(`${describe(result)}\n`);
};
const say = (line: string) => { if (!options.json) process.stdout.write(`${line}\n`); };

say(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, ${runs} runs each`);
// Beside turns and searches the bare embedding is the measure of the machine: most of their time is one embedding.
if (wants('embedding')) for (const threads of [1, 2]) report(await benchEmbedding(runs, options.models, threads));
else if (wants('turns') || wants('memory')) report((await benchEmbedding(runs, options.models)).slice(0, 1));
if (wants('turns') || wants('memory')) {
  const real = options.data === undefined ? null : await readRealTexts(options.data);
  if (!real) say('texts: made from parts; --data FOLDER (locomo/*.json, goemotions/*.tsv) takes what people really wrote');
  const sizes = positionals.includes('memory') ? [10_000, 50_000] : [1000, 10_000];
  for (const size of sizes) {
    const fresh = 2 * (runs + 70);
    const texts = real ? real.texts.slice(0, size) : sentences(size, 1);
    if (texts.length < size) {
      say(`${size} messages: skipped, the folder holds ${texts.length} texts`);
      continue;
    }
    const asked = { messages: real ? real.texts.slice(-fresh) : sentences(fresh, size + 7), queries: real && real.questions.length >= fresh ? spread(real.questions, fresh) : sentences(fresh, size + 13).map((text) => text.split(',')[0]!) };
    const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-'));
    try {
      say(`filling a memory with ${size} messages ...`);
      await seedMessages(folder, texts, join(productFolder, '.cache', 'bench'), say);
      report(await benchTurnsAndSearch(folder, size, runs, asked));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
if (wants('compile')) report(benchCompile(Math.max(runs, 1000)));
if (wants('feel')) report(await benchFeel(Math.max(runs, 500)));
if (wants('start')) report(await benchStart(7));
if (wants('cache')) {
  const real = options.data === undefined ? null : await readRealTexts(options.data);
  report(await benchEmbeddingCache(real ? spread([...new Set(real.texts)], 10_000) : sentences(10_000, 5), say));
  if (real && options.data !== undefined) report(await benchCompressedVectors(options.data, { texts: real.texts.slice(0, 6000), questions: spread(real.questions, Math.min(500, real.questions.length)) }, options.models, say));
  else say('loss by compression: skipped, no --data FOLDER');
}
if (wants('long')) report(await benchLongSession(Number(options.messages), Math.min(runs, 50), say));
if (wants('prefix')) {
  if (existsSync(join(options.models, 'gemma-3-270m-q4_k_m.gguf'))) {
    report(await benchPrefix('embedded', { 'llm_provider.name': 'embedded', 'models.downloads_folder': options.models }));
  } else {
    say(`prefix, embedded: skipped, no model file in ${options.models}`);
  }
  if (options.ollama) {
    report(await benchPrefix('ollama', { 'llm_provider.name': 'ollama', 'llm_provider.config.api_base': options.ollama, 'llm_provider.config.models.main': options.model }, options['ollama-log'] === undefined ? undefined : ollamaLogReader(options['ollama-log'])));
  } else {
    say('prefix, ollama: skipped, no --ollama URL (node scripts/with-ollama.mjs npm run bench -- prefix starts one)');
  }
}
if (wants('parallel')) {
  if (existsSync(join(options.models, 'gemma-3-270m-q4_k_m.gguf'))) report(await benchParallel(options.models, join(productFolder, 'models'), options.draft));
  else say(`parallel: skipped, no model file in ${options.models}`);
}
/** `count` of a list, evenly taken. */
function spread(list: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]!);
}

if (options.json) process.stdout.write(`${JSON.stringify({ results })}\n`);
if (!results.every(isWithinFloor)) process.exitCode = 1;
