import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLuminoraError } from '../contract/errors.ts';
import { ollamaAddress } from './environment.ts';
import type { ConfigIssue } from './issues.ts';
import { loadConfig, type LoadOptions } from './load.ts';
import { batchShape, bareShape, cloudShape, flatShape, fullShape, ollamaShape, sqliteShape } from './shapes.ts';

let folder = '';
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-config-')); });
afterAll(() => fs.rm(folder, { recursive: true }));

async function issuesOf(options: LoadOptions): Promise<{ issues: ConfigIssue[]; message: string }> {
  const error: unknown = await loadConfig(options).then(() => undefined, (thrown: unknown) => thrown);
  if (!isLuminoraError(error)) throw new Error(`expected a LuminoraError, got ${String(error)}`);
  expect(error.code).toBe('invalid_configuration');
  return { issues: error.details['issues'] as ConfigIssue[], message: error.message };
}

describe('the shapes of the specification', () => {
  it('loads the full example with nothing changed and nothing to warn about', async () => {
    const { config, warnings } = await loadConfig({ text: fullShape });
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      version: '1.1.0',
      llm_provider: { name: 'deepseek', config: { models: { embeddings: 'deepseek-jina-embeddings-v3' }, task_configs: { conversation: { max_tokens: 2000, temperature: 0.8 } } } },
      embedding_provider: { name: 'deepseek', dimension: 1024, batch_processing: { batch_size: 10 }, config: { model: 'deepseek-jina-embeddings-v3' } },
      storage_provider: { config: { connection: { user: 'luminora_user', password_env: 'DB_PASSWORD' }, pool: { max_connections: 20 }, migrations: { auto_migrate: true } } },
      vector_store_provider: { config: { connection: 'use_storage_provider', index_type: 'ivfflat', lists: 100 } },
      cache_provider: { name: 'redis', config: { url_env: 'REDIS_URL', ttl_defaults: { embeddings: 86_400 } } },
      optimizations: { caching: { backend: 'redis', redis_url_env: 'REDIS_URL' } },
    });
  });

  it('loads a flat storage section and the older spelling of the shared connection', async () => {
    const { config, warnings } = await loadConfig({ text: flatShape });
    expect(warnings).toEqual([]);
    expect(config.storage_provider.config).toMatchObject({ connection: { host: 'db.example', port: 5433 }, migrations: { auto_migrate: false, path: './migrations/postgresql' } });
    expect(config.vector_store_provider.config).toMatchObject({ connection: 'use_storage_provider', dimension: 384, index_type: 'hnsw' });
  });

  it('loads sqlite with chromadb', async () => {
    const { config } = await loadConfig({ text: sqliteShape });
    expect(config.storage_provider.config.database_path).toBe('./luminora.db');
    expect(config.vector_store_provider).toMatchObject({ name: 'chromadb', config: { persist_directory: './chroma_data' } });
  });

  it('loads claude, voyage, dynamodb and pinecone, options of their own included', async () => {
    const { config } = await loadConfig({ text: cloudShape });
    expect(config.embedding_provider).toMatchObject({ name: 'voyage', dimension: 1024, config: { model: 'voyage-3' } });
    expect(config.storage_provider.config).toMatchObject({ region: 'eu-west-1', table_prefix: 'lumi_' });
    expect(config.vector_store_provider.config).toMatchObject({ environment: 'us-east-1', index_name: 'memories' });
  });

  it('loads ollama and takes its embeddings from the same server', async () => {
    const { config } = await loadConfig({ text: ollamaShape });
    expect(config.embedding_provider).toMatchObject({ name: 'ollama', dimension: 768, config: { model: 'nomic-embed-text', api_base: 'http://localhost:11434' } });
  });

  it('fills bare names from presets', async () => {
    const { config, provenance } = await loadConfig({ text: bareShape });
    expect(config.llm_provider.config).toMatchObject({ api_base: 'https://api.deepseek.com/v1', api_key_env: 'DEEPSEEK_API_KEY', models: { main: 'deepseek-chat' } });
    expect(config.embedding_provider.dimension).toBe(1024);
    expect(config.storage_provider.config.connection?.port).toBe(5432);
    expect(provenance['llm_provider.config.api_base']).toEqual({ layer: 'preset', source: 'deepseek', line: null });
  });

  it('accepts batch_size directly under embedding_provider', async () => {
    expect((await loadConfig({ text: batchShape })).config.embedding_provider.batch_processing.batch_size).toBe(25);
  });

  it.each([
    ['claude', 'voyage'], ['anthropic', 'voyage'], ['groq', 'local'], ['deepseek', 'deepseek'], ['openai', 'openai'], ['mistral', 'mistral'], ['cohere', 'cohere'],
    ['ollama', 'ollama'], ['auto', 'local'], ['embedded', 'local'], ['scripted', 'local'], ['openai-compatible', 'local'],
  ])('gives %s the embeddings of %s', async (llm, embeddings) => {
    const { config } = await loadConfig({ text: JSON.stringify({ llm_provider: { name: llm } }) });
    expect(config.embedding_provider.name).toBe(embeddings);
  });

  it('falls back to the built-in embeddings and index where this build lacks the derived ones, not where they are asked for', async () => {
    const available = { embedding_provider: ['local'], vector_store_provider: ['sqlite-vec'] };
    const { config } = await loadConfig({ text: '{"llm_provider":"ollama","storage_provider":"postgresql"}', available });
    expect([config.embedding_provider.name, config.embedding_provider.dimension, config.vector_store_provider.name]).toEqual(['local', 384, 'sqlite-vec']);
    expect((await loadConfig({ text: '{"embedding_provider":"ollama"}', available })).config.embedding_provider.name).toBe('ollama');
  });

  it('leaves the dimension open for a model it does not know', async () => {
    const { config } = await loadConfig({ text: '{"embedding_provider":{"name":"ollama","model":"some-new-model"}}' });
    expect(config.embedding_provider).toMatchObject({ config: { model: 'some-new-model' } });
    expect(config.embedding_provider.dimension).toBeUndefined();
  });

  it('starts from defaults with no file at all', async () => {
    const { config, provenance, fileText } = await loadConfig({ file: path.join(folder, 'none.json') });
    expect(fileText).toBeNull();
    expect(config).toMatchObject({
      llm_provider: { name: 'auto' }, embedding_provider: { name: 'local', dimension: 384, config: {} },
      storage_provider: { name: 'sqlite', config: { database_path: 'luminora.db' } }, vector_store_provider: { name: 'sqlite-vec' }, cache_provider: { name: 'memory' },
      character: { personality: 'luna' }, server: { host: '127.0.0.1' },
    });
    expect(provenance['memory.recall_limit']).toEqual({ layer: 'default', source: null, line: null });
  });
});

describe('precedence', () => {
  it('is defaults < preset < file < environment < flags, each value knowing its layer', async () => {
    const text = '{\n  "memory": {\n    "recall_limit": 3,\n    "neighbours": 2\n  },\n  "server": { "port": 1 },\n  "llm_provider": { "name": "ollama" }\n}';
    const { config, provenance } = await loadConfig({
      text, file: path.join(folder, 'config.json'), env: { LUMINORA_RECALL_LIMIT: '4', LUMINORA_PORT: '2', OTHER: 'x' }, flags: { 'server.port': '3' }, defaults: { memory: { recall_limit: 1, recall_token_budget: 9 } },
    });
    expect(config.memory).toMatchObject({ recall_limit: 4, recall_token_budget: 9, neighbours: 2 });
    expect(config.server.port).toBe(3);
    expect(provenance).toMatchObject({
      'memory.recall_limit': { layer: 'environment', source: 'LUMINORA_RECALL_LIMIT' }, 'memory.neighbours': { layer: 'file', line: 4, source: path.join(folder, 'config.json') },
      'memory.recall_token_budget': { layer: 'default' }, 'memory.embed_timeout_ms': { layer: 'default' },
      'server.port': { layer: 'flag', source: 'server.port' }, 'llm_provider.config.api_base': { layer: 'preset' },
    });
  });

  it('reads .env beside the file, under the real environment', async () => {
    await fs.writeFile(path.join(folder, '.env'), 'LUMINORA_PORT=81\nLUMINORA_RECALL_LIMIT=7\nDEEPSEEK_API_KEY="abc"\n');
    const { config, environment } = await loadConfig({ file: path.join(folder, 'none.json'), env: { LUMINORA_PORT: '82' } });
    await fs.rm(path.join(folder, '.env'));
    expect([config.server.port, config.memory.recall_limit, environment['DEEPSEEK_API_KEY']]).toEqual([82, 7, 'abc']);
  });

  it('sets aside the options of a provider that a variable replaces, so that no key goes to the wrong place', async () => {
    const { config, warnings } = await loadConfig({ text: fullShape, env: { LUMINORA_LLM_PROVIDER: 'ollama', LUMINORA_STORAGE_PROVIDER: 'sqlite' } });
    expect(config.llm_provider.config).toMatchObject({ api_base: 'http://127.0.0.1:11434', models: { embeddings: 'nomic-embed-text' } });
    expect(config.llm_provider.config.api_key_env).toBeUndefined();
    expect(config.storage_provider.config.connection).toBeUndefined();
    expect(warnings.join()).toContain('LUMINORA_LLM_PROVIDER chooses llm_provider "ollama"');
  });

  it('takes OLLAMA_HOST for the sections that talk to Ollama only', async () => {
    const env = { OLLAMA_HOST: '0.0.0.0:9999' };
    const ollama = await loadConfig({ text: '{"llm_provider":"ollama"}', env });
    expect(ollama.config.llm_provider.config.api_base).toBe('http://127.0.0.1:9999');
    expect(ollama.config.embedding_provider.config.api_base).toBe('http://127.0.0.1:9999');
    expect((await loadConfig({ text: bareShape, env })).config.llm_provider.config.api_base).toBe('https://api.deepseek.com/v1');
    expect(['gpu', ':5', 'http://gpu', 'https://gpu:1/', '[::]:3', ' '].map(ollamaAddress)).toEqual(['http://gpu:11434', 'http://127.0.0.1:5', 'http://gpu', 'https://gpu:1', 'http://[::1]:3', undefined]);
  });

  it('warns of a misspelt variable', async () => {
    expect((await loadConfig({ env: { LUMINORA_PROT: '1', LUMINORA_DATA: 'x' } })).warnings).toEqual(['The environment variable LUMINORA_PROT is not known; did you mean LUMINORA_PORT?']);
  });
});

describe('wrong values', () => {
  it('tells all of them at once, with file, path, position, what is there, what belongs there and what to do', async () => {
    const file = path.join(folder, 'wrong.json');
    const text = '{\n  "llm_provider": { "name": "olama" },\n  "server": { "port": 99999 },\n  "storage_provider": { "name": "postgresql", "config": { "port": "x" } }\n}\n';
    await fs.writeFile(file, text);
    const { issues, message } = await issuesOf({ file });
    expect(issues.map(({ path: at, line, column }) => [at, line, column])).toEqual([['llm_provider.name', 2, 29], ['storage_provider.config.port', 4, 67], ['server.port', 3, 23]]);
    expect(issues[0]).toMatchObject({ file, got: '"olama"', next_step: 'Did you mean "ollama"? Write it here.' });
    expect(issues[0]?.expected).toContain('auto, embedded, ollama');
    expect(issues[2]).toMatchObject({ got: '99999', expected: 'a whole number from 0 to 65535', next_step: 'Write a whole number from 0 to 65535 here, or leave it out (then 0 is used).' });
    for (const part of [file, 'line 2, column 29', '"olama"', 'was not changed']) expect(message).toContain(part);
    expect(await fs.readFile(file, 'utf8')).toBe(text);
  });

  it('finds a wrong value in the file also where the command line or a variable stands above it', async () => {
    const file = path.join(folder, 'hidden.json');
    await fs.writeFile(file, '{"server":{"port":"eighty"},"memory":{"recall_limit":"many"}}');
    const { issues } = await issuesOf({ file, flags: { 'server.port': '0' }, env: { LUMINORA_RECALL_LIMIT: '4' } });
    expect(issues.map((issue) => [issue.file, issue.path])).toEqual([[file, 'memory.recall_limit'], [file, 'server.port']]);
  });

  it('names the variable or the flag that is wrong', async () => {
    const { issues } = await issuesOf({ env: { LUMINORA_PORT: 'abc' }, flags: { 'memory.recall_limit': -1 } });
    expect(issues.map((issue) => [issue.file, issue.path])).toEqual([['command line', 'memory.recall_limit'], ['environment variable LUMINORA_PORT', 'server.port']]);
  });

  it.each([
    ['{"llm_provider":{"config":{"api_key":"abc"}}}', 'llm_provider.config.api_key'],
    ['{"storage_provider":{"name":"postgresql","config":{"connection":{"password":"hunter2hunter2"}}}}', 'storage_provider.config.connection.password'],
    ['{"cache_provider":{"name":"redis","config":{"url":"redis://:hunter2hunter2@host"}}}', 'cache_provider.config.url'],
    ['{"llm_provider":{"config":{"api_key_env":"sk-hunter2hunter2hunter2"}}}', 'llm_provider.config.api_key_env'],
    ['{"llm_provider":{"config":{"api_key_env":"not a name hunter2"}}}', 'llm_provider.config.api_key_env'],
  ])('refuses a secret written into the file without repeating it: %s', async (text, at) => {
    const { issues, message } = await issuesOf({ text });
    expect(issues.map((issue) => issue.path)).toEqual([at]);
    expect(message).not.toContain('hunter2');
    expect(message).toMatch(/environment variable/);
  });

  it('reports every syntax error with its line', async () => {
    const { issues } = await issuesOf({ text: '{\n  "a": 1\n  "b": tru,\n}' });
    expect(issues.map((issue) => issue.line)).toEqual([3]);
    expect((await issuesOf({ text: '[]' })).issues[0]).toMatchObject({ path: '$', got: 'a list' });
    expect((await issuesOf({ text: '['.repeat(500_000) })).issues[0]?.got).toContain('levels');
    expect((await issuesOf({ text: ' '.repeat(2_000_000) })).issues[0]?.got).toContain('characters');
  });

  it('tells what is wrong with files that are not text', async () => {
    const file = path.join(folder, 'utf16.json');
    await fs.writeFile(file, Buffer.from('\ufeff{}', 'utf16le'));
    expect((await issuesOf({ file })).issues[0]?.got).toBe('a file saved as UTF-16');
    await fs.writeFile(file, Buffer.from([0x7b, 0xc3, 0x28, 0x7d]));
    expect((await issuesOf({ file })).issues[0]?.next_step).toContain('UTF-8');
    expect((await issuesOf({ file: folder })).issues[0]?.next_step).toBe('Name a file, not a folder.');
    expect((await issuesOf({ flags: { 'a..b': 1 } })).issues[0]?.path).toBe('a..b');
  });

  it('keeps unknown keys and points them out', async () => {
    const { config, warnings } = await loadConfig({ text: '{\n"memry": {"x": 1},\n"memory": {"recal_limit": 2},\n"llm_provider": {"config": {"api_bass": "x", "gpu_layers": 3}}, "knowledge": {"any": 1}, "__proto__": {"x": 1}, "version": "1", "version": "2"}' });
    expect(config).toMatchObject({ memry: { x: 1 }, memory: { recal_limit: 2, recall_limit: 12 }, llm_provider: { config: { gpu_layers: 3 } }, version: '2' });
    expect(warnings.map((warning) => /line (\d).*?: ([\w.]+).*?(?:did you mean "(\w+)"|$)/.exec(warning)?.slice(1))).toEqual([
      ['4', '__proto__', undefined], ['4', 'version', undefined], ['2', 'memry', 'memory'], ['3', 'memory.recal_limit', 'recall_limit'], ['4', 'llm_provider.config.api_bass', 'api_base'],
    ]);
  });

  it('says which of two spellings counts', async () => {
    const { config, warnings } = await loadConfig({ text: '{"embedding_provider":{"batch_size":3,"batch_processing":{"batch_size":4}}}' });
    expect(config.embedding_provider.batch_processing.batch_size).toBe(4);
    expect(warnings).toEqual(['embedding_provider.batch_size is ignored because embedding_provider.batch_processing.batch_size says the same thing.']);
  });

  it('checks the two ends of a pool against each other', async () => {
    const { issues } = await issuesOf({ text: '{"storage_provider":{"name":"mysql","config":{"pool":{"min_connections":30}}}}' });
    expect(issues[0]).toMatchObject({ path: 'storage_provider.config.pool.min_connections', got: '30', expected: 'at most max_connections, 20' });
  });

  it('reports the inner place of a value with two accepted forms', async () => {
    const { issues } = await issuesOf({ text: '{"vector_store_provider":{"name":"pgvector","config":{"connection":{"host":5}}}}' });
    expect(issues[0]?.path).toBe('vector_store_provider.config.connection.host');
  });

  it('opens in safe mode with the wrong values left out', async () => {
    const { config, issues } = await loadConfig({ text: '{"llm_provider":{"name":"olama","config":{"api_key":"x"}},"server":5,"memory":{"recall_limit":"many","neighbours":3}}', onInvalid: 'defaults' });
    expect(config).toMatchObject({ llm_provider: { name: 'auto' }, server: { port: 0 }, memory: { recall_limit: 12, neighbours: 3 } });
    expect(issues).toHaveLength(4);
    expect((await loadConfig({ text: '{"llm_provider":"ollama"}', env: { OLLAMA_HOST: 'no good host', LUMINORA_PORT: 'x' }, onInvalid: 'defaults' })).issues.map((issue) => issue.file)).toContain('environment variable OLLAMA_HOST');
    expect((await loadConfig({ text: '{"a":', onInvalid: 'defaults' })).issues.length).toBeGreaterThan(0);
  });
});
