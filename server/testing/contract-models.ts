// The canned answers about model files and their measurements.
import { implement } from '@orpc/server';
import { contract, type BenchmarkRun, type LocalModel, type ModelDownload } from '../../core/contract/index.ts';

export function localModelRoutes(secretWord: string) {
  const server = implement(contract);
  const download: ModelDownload = { model: 'canned', precision: 'int8', state: 'running', completed_bytes: 1, total_bytes: 2, bytes_per_second: 1, seconds_left: 1, source: 'hub', error: null };
  const model: LocalModel = {
    id: 'canned', kind: 'embedding', title: secretWord, description: '', origin: 'custom', licence: { name: 'MIT', url: 'https://example.com/licence', notice: '', needs_acceptance: false, is_accepted: true }, languages: ['en'],
    dimension: 384, max_tokens: 512, variants: [{ precision: 'int8', size_bytes: 2, state: 'partial', memory_bytes: 4, fit: 'well', is_chosen: true }], used_for: ['chat_memory'], download, problem: null,
  };
  const run: BenchmarkRun = {
    id: 'r1', created_at: 1, product_version: '0.0.0', machine: secretWord, data_hash: 'h', data_name: 'built-in', error: null,
    figures: [{ model: 'canned', precision: 'int8', device: 'cpu', suite: 'similarity', name: 'en', value: 0.8, unit: 'rho', n: 10, low: null, high: null }],
  };
  return {
    localModels: {
      list: server.localModels.list.handler(() => ({ models: [model], machine: { memory_bytes: 1, free_memory_bytes: 1, cores: 1, free_disk_bytes: 1, devices: [{ device: 'cpu' as const, is_available: true, reason: null }] }, is_offline: false, downloads_folder: secretWord })),
      download: server.localModels.download.handler(({ input }) => ({ ...download, model: input.model })),
      pause: server.localModels.pause.handler(() => ({})),
      cancel: server.localModels.cancel.handler(() => ({})),
      verify: server.localModels.verify.handler(() => ({ files: [{ path: secretWord, is_good: true, reason: null }] })),
      remove: server.localModels.remove.handler(() => ({ freed_bytes: 2 })),
      importFolder: server.localModels.importFolder.handler(() => model),
      addFromHub: server.localModels.addFromHub.handler(() => model),
      choices: server.localModels.choices.handler(() => ({ choices: [{ use: 'chat_memory' as const, setting: 'auto', model: 'canned', precision: 'int8' as const, device: 'cpu' as const, reason: secretWord, steps: [] }] })),
      cache: server.localModels.cache.handler(() => ({ layers: [{ layer: 'memory' as const, hits: 1, misses: 1, entries: 1, bytes: 1, is_available: true, errors: 0 }], requests: 2, hits: 1, hit_rate: 0.5 })),
    },
    benchmarks: {
      list: server.benchmarks.list.handler(() => ({ runs: [run], running: null })),
      start: server.benchmarks.start.handler(() => ({ total: 1 })),
      stop: server.benchmarks.stop.handler(() => ({})),
      remove: server.benchmarks.remove.handler(() => ({})),
    },
  };
}
