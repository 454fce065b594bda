// Models of a small machine, what they are used for, and measurements to look at. The figures of measurements are made up.
import type { BenchmarkFigure, BenchmarkRun, EmbeddingCacheStatistics, LocalModel, Machine, ModelChoice, Precision } from '../../core/contract/index.ts';

export type LocalModelsWorld = {
  models: LocalModel[]; machine: Machine; is_offline: boolean; choices: ModelChoice[]; cache: EmbeddingCacheStatistics;
  runs: BenchmarkRun[]; running: { done: number; total: number; what: string } | null;
  /** Between two steps of a download or a measurement, in milliseconds. */
  step_ms: number;
};
const day = 86_400_000;
const mb = 1_000_000;
const mit = { name: 'MIT', url: 'https://opensource.org/license/mit', notice: '', needs_acceptance: false, is_accepted: false };

type Variant = LocalModel['variants'][number];
const variant = (precision: Precision, size: number | null, state: Variant['state'] = 'absent', more: Partial<Variant> = {}): Variant => ({ precision, size_bytes: size, state, memory_bytes: size === null ? null : Math.round(size * 1.6), fit: 'well', is_chosen: false, ...more });
const model = (id: string, kind: LocalModel['kind'], title: string, more: Partial<LocalModel>): LocalModel => ({ id, kind, title, description: '', origin: 'catalogue', licence: mit, languages: ['en'], dimension: null, max_tokens: null, variants: [], used_for: [], download: null, problem: null, ...more });
const many = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'ca', 'gl', 'eu', 'pl', 'sv'];

export function bundledModels(): LocalModel[] {
  return [
    model('multilingual-e5-small-latin', 'embedding', 'Multilingual E5 small (Latin scripts)', { description: 'English, Spanish and every language in Latin script; int8 layers. The default.', origin: 'bundled', languages: many, dimension: 384, max_tokens: 512, variants: [variant('int8', 49.9 * mb, 'ready', { is_chosen: true })], used_for: ['chat_memory', 'documents', 'multilingual'] }),
    model('all-MiniLM-L6-v2', 'embedding', 'all-MiniLM-L6-v2 (English)', { description: 'English only; the smallest.', origin: 'bundled', licence: { ...mit, name: 'Apache-2.0' }, dimension: 384, max_tokens: 256, variants: [variant('int8', 23.5 * mb, 'ready', { is_chosen: true })], used_for: ['code'] }),
  ];
}

export function sampleModels(): LocalModel[] {
  return [
    ...bundledModels(),
    model('multilingual-e5-base', 'embedding', 'Multilingual E5 base', {
      description: 'Nearer in meaning than the small one, at three times its size.', languages: [...many, 'zh', 'ja', 'ru'], dimension: 768, max_tokens: 512,
      variants: [variant('fp32', 1112 * mb, 'absent', { fit: 'slowly' }), variant('int8', 279 * mb, 'partial', { is_chosen: true })],
      download: { model: 'multilingual-e5-base', precision: 'int8', state: 'running', completed_bytes: 118 * mb, total_bytes: 279 * mb, bytes_per_second: 8.4 * mb, seconds_left: 19, source: 'hub', error: null },
    }),
    model('embeddinggemma-300m', 'embedding', 'EmbeddingGemma 300M', {
      description: 'Over a hundred languages; reads long texts.', licence: { name: 'Gemma Terms of Use', url: 'https://ai.google.dev/gemma/terms', notice: 'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms.', needs_acceptance: true, is_accepted: false },
      languages: [...many, 'zh', 'ja', 'ru'], dimension: 768, max_tokens: 2048, variants: [variant('fp32', 1235 * mb, 'absent', { fit: 'slowly' }), variant('int8', 309 * mb, 'absent', { is_chosen: true }), variant('q4', 197 * mb)],
    }),
    model('multilingual-e5-large', 'embedding', 'Multilingual E5 large', { description: 'The largest of its family.', languages: [...many, 'zh'], dimension: 1024, max_tokens: 512, variants: [variant('fp32', 2239 * mb, 'absent', { fit: 'not' }), variant('fp16', 1120 * mb, 'absent', { fit: 'not', is_chosen: true })] }),
    model('bge-small-en-v1.5', 'embedding', 'BGE small', {
      description: 'English; good at search.', dimension: 384, max_tokens: 512, variants: [variant('fp32', 133 * mb), variant('int8', 34 * mb, 'damaged', { is_chosen: true })],
      problem: { code: 'model_damaged', message: 'onnx/model_quantized.onnx is not what it should be; it was put aside.', retryable: false },
    }),
    model('gemma-3-270m-q4_k_m', 'llm', 'Gemma 3 270M (4 bit)', { description: 'Small enough for every machine.', licence: { name: 'Gemma Terms of Use', url: 'https://ai.google.dev/gemma/terms', notice: '', needs_acceptance: false, is_accepted: true }, languages: many, max_tokens: 32_768, variants: [variant('q4', 253 * mb, 'ready', { is_chosen: true })], used_for: ['replies'] }),
    model('qwen3-4b-q4_k_m', 'llm', 'Qwen3 4B (4 bit)', {
      description: 'For real conversation on a machine with 8 GB.', licence: { ...mit, name: 'Apache-2.0' }, languages: many, max_tokens: 32_768, variants: [variant('q4', 2497 * mb, 'partial', { is_chosen: true, fit: 'slowly' })],
      download: { model: 'qwen3-4b-q4_k_m', precision: 'q4', state: 'failed', completed_bytes: 1630 * mb, total_bytes: 2497 * mb, bytes_per_second: null, seconds_left: null, source: 'hub', error: { code: 'provider_unavailable', message: 'The hub does not answer: the connection was reset.', retryable: true } },
    }),
    model('my-notes-model', 'embedding', 'A model for the notes of my grandmother’s kitchen in three languages', { description: '', origin: 'custom', licence: { ...mit, name: 'not told', url: '' }, languages: [], dimension: 512, max_tokens: 512, variants: [variant('fp32', 86 * mb, 'ready', { is_chosen: true })] }),
    model('ms-marco-MiniLM-L6-v2', 'reranker', 'MS MARCO MiniLM', { description: 'English; fast.', licence: { ...mit, name: 'Apache-2.0' }, max_tokens: 512, variants: [variant('int8', null, 'absent', { is_chosen: true })] }),
    model('whisper-base', 'speech', 'Whisper base', { description: 'Listens in many languages.', languages: many, variants: [variant('fp32', 291 * mb), variant('int8', 77 * mb, 'partial', { is_chosen: true })], download: { model: 'whisper-base', precision: 'int8', state: 'paused', completed_bytes: 31 * mb, total_bytes: 77 * mb, bytes_per_second: null, seconds_left: null, source: 'hub', error: null } }),
  ];
}

export function sampleMachine(): Machine {
  return {
    memory_bytes: 8_300 * mb, free_memory_bytes: 3_100 * mb, cores: 4, free_disk_bytes: 41_000 * mb,
    devices: [{ device: 'cpu', is_available: true, reason: null }, { device: 'webgpu', is_available: false, reason: 'No graphics driver answered.' }, { device: 'cuda', is_available: false, reason: 'libcuda.so.1 is not installed.' }],
  };
}

export function sampleChoices(): ModelChoice[] {
  const choice = (use: ModelChoice['use'], id: string | null, reason: string, more: Partial<ModelChoice> = {}): ModelChoice => ({ use, setting: 'auto', model: id, precision: id === null ? null : 'int8', device: id === null ? null : 'cpu', reason, steps: [], ...more });
  return [
    choice('chat_memory', 'multilingual-e5-small-latin', 'Most of what was said is in Spanish, and it fits easily.', { steps: [{ from: 'webgpu', to: 'cpu', reason: 'No graphics driver answered.' }] }),
    choice('documents', 'multilingual-e5-small-latin', 'The same model as for chats, so that one is kept in memory.'),
    choice('code', 'all-MiniLM-L6-v2', 'Chosen by you.', { setting: 'all-MiniLM-L6-v2' }),
    choice('multilingual', null, 'No model on this machine reads every script: such texts are found by their words.'),
  ];
}

export function sampleCache(isEmpty: boolean): EmbeddingCacheStatistics {
  const layer = (name: EmbeddingCacheStatistics['layers'][number]['layer'], hits: number, misses: number, entries: number | null, bytes: number | null, isAvailable = true) => ({ layer: name, hits, misses, entries, bytes, is_available: isAvailable, errors: isAvailable ? 0 : 3 });
  if (isEmpty) return { layers: [layer('memory', 0, 0, 0, 0), layer('database', 0, 0, 0, 0)], requests: 0, hits: 0, hit_rate: null };
  return { layers: [layer('memory', 3120, 1480, 2_048, 1.6 * mb), layer('redis', 0, 1480, null, null, false), layer('database', 744, 736, 9_311, 6.9 * mb)], requests: 4600, hits: 3864, hit_rate: 0.84 };
}

export function sampleRun(index: number, at: number): BenchmarkRun {
  const figure = (id: string, suite: BenchmarkFigure['suite'], name: string, value: number, unit: string, spread: number | null, n: number): BenchmarkFigure => ({ model: id, precision: 'int8', device: 'cpu', suite, name, value, unit, n, low: spread === null ? null : value - spread, high: spread === null ? null : value + spread });
  const of = (id: string, en: number, es: number, cross: number, ms: number): BenchmarkFigure[] => [
    figure(id, 'similarity', 'en', en, 'rho', 0.04, 120), figure(id, 'similarity', 'es', es, 'rho', 0.05, 120), figure(id, 'similarity', 'es-en', cross, 'rho', 0.06, 120),
    figure(id, 'clustering', 'en', en - 0.12, 'v_measure', null, 90), figure(id, 'clustering', 'es', es - 0.11, 'v_measure', null, 90), figure(id, 'retrieval', 'en', en + 0.06, 'ndcg@10', 0.03, 60), figure(id, 'retrieval', 'es', es + 0.08, 'ndcg@10', 0.04, 60),
    figure(id, 'speed', 'single p50', ms, 'ms', null, 200), figure(id, 'speed', 'single p95', ms * 1.7, 'ms', null, 200), figure(id, 'speed', 'batch', 1000 / ms * 1.9, 'texts/s', null, 512),
  ];
  const drift = [0, -0.012, -0.02, -0.021][index % 4]!;
  return {
    id: `run-${String(index).padStart(6, '0')}`, created_at: at, product_version: '0.1.0', machine: '4 cores, 8.3 GB, linux x64', data_hash: 'f3a1', data_name: 'built-in texts (small)', error: null,
    figures: [...of('multilingual-e5-small-latin', 0.781 + drift, 0.762 + drift, 0.731, 6.2), ...of('all-MiniLM-L6-v2', 0.803 + drift, 0.497, 0.282, 3.1), ...of('my-notes-model', 0.764, 0.742 + drift, 0.69, 9.8)],
  };
}

export function emptyLocalModels(): LocalModelsWorld {
  return { models: bundledModels(), machine: sampleMachine(), is_offline: false, choices: sampleChoices().map((choice) => ({ ...choice, steps: [] })), cache: sampleCache(true), runs: [], running: null, step_ms: 400 };
}

export function sampleLocalModels(now: number): LocalModelsWorld {
  return { models: sampleModels(), machine: sampleMachine(), is_offline: false, choices: sampleChoices(), cache: sampleCache(false), runs: [0, 1, 2, 3].map((index) => sampleRun(index, now - index * 9 * day - 3_600_000)), running: null, step_ms: 400 };
}
