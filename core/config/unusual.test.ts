// What people and programs write that is unusual but allowed, or wrong in ways a type cannot catch.
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLuminoraError } from '../contract/errors.ts';
import { describeExpected, describeGot } from './describe-value.ts';
import { ollamaAddress } from './environment.ts';
import { configError, type ConfigIssue } from './issues.ts';
import { loadConfig, type LoadOptions } from './load.ts';

let folder = '';
beforeAll(async () => { folder = await fs.mkdtemp(path.join(os.tmpdir(), 'luminora-unusual-')); });
afterAll(() => fs.rm(folder, { recursive: true }));

async function firstIssue(options: LoadOptions): Promise<ConfigIssue | undefined> {
  const error: unknown = await loadConfig(options).then(() => undefined, (thrown: unknown) => thrown);
  if (!isLuminoraError(error)) throw new Error(`expected a LuminoraError, got ${String(error)}`);
  return (error.details['issues'] as ConfigIssue[])[0];
}

describe('values of the wrong kind', () => {
  it.each([
    ['{"server":{"port":1e999}}', 'server.port', 'a number too large to hold'],
    ['{"server":{"port":[1,2]}}', 'server.port', 'a list of 2'],
    ['{"cache_provider":{"name":"memcached","config":{"servers":["ok:1",5]}}}', 'cache_provider.config.servers[1]', '5'],
    ['{"character":{"personality":{"a":1}}}', 'character.personality', 'an object { … }'],
    [`{"server":{"host":"${'h'.repeat(200)}"}}`, 'server.host', `"${'h'.repeat(79)}…`],
    ['"text"', '$', 'a string'],
  ])('are shown for what they are: %s', async (text, at, got) => {
    expect(await firstIssue({ text })).toMatchObject({ path: at, got });
  });

  it('are refused, not crashed on, when a program passes what JSON cannot hold', async () => {
    expect(await firstIssue({ flags: { 'server.port': 5n } })).toMatchObject({ file: 'command line', path: 'server.port', got: '5' });
    expect(describeGot(undefined, false)).toBe('nothing');
    expect(describeGot('hunter2', true)).not.toContain('hunter2');
  });

  it('are contrasted with what belongs there', () => {
    expect([
      { type: 'number' }, { type: 'integer', minimum: 1, maximum: 3 }, { type: 'array' }, { type: 'boolean' }, { const: 'x' }, { type: 'string' }, { type: 'string', maxLength: 9 },
      { anyOf: [{ type: 'object' }, { type: 'string', minLength: 1, maxLength: 9, pattern: '^[a-z]*$' }] },
    ].map((schema) => describeExpected(schema))).toEqual([
      'a number', 'a whole number from 1 to 3', 'a list [ … ]', 'true or false', '"x"', 'a text', 'a text of 0 to 9 characters',
      'an object { … }, or a text of 1 to 9 characters on one line, without unusual characters',
    ]);
  });
});

describe('what a provider says of its options', () => {
  const missing = () => [{ path: ['cache_provider', 'config', 'url_env'], expected: 'the name of a variable' }];
  it('is told even where nothing is written', async () => {
    expect(await firstIssue({ text: '{}', checkOptions: missing })).toMatchObject({ file: 'the configuration', path: 'cache_provider.config.url_env', line: null, got: 'nothing', expected: 'the name of a variable' });
    expect(await firstIssue({ text: '{}', checkOptions: () => [{ path: ['cache_provider', 'config', 'own_option'] }] })).toMatchObject({ expected: 'another kind of value' });
  });

  it('ends safe mode with an error when leaving values out cannot help', async () => {
    expect(await firstIssue({ text: '{"server":{"port":5}}', checkOptions: missing, onInvalid: 'defaults' })).toMatchObject({ path: 'cache_provider.config.url_env' });
  });
});

describe('many problems at once', () => {
  it('are counted, fifty of them in words', () => {
    const issue = { file: 'x.json', path: 'a', line: 1, column: 2, got: '1', expected: '2', next_step: 'Write 2.' };
    const { message } = configError('x.json', Array.from({ length: 60 }, () => issue));
    expect(message).toContain('60 problems');
    expect(message).toContain('and 10 more.');
    expect(message.match(/got:/g)).toHaveLength(50);
  });
});

describe('files that are odd', () => {
  it('are told apart: no file, no right to it, the other UTF-16', async () => {
    const file = path.join(folder, 'plain');
    await fs.writeFile(file, Buffer.from([0xfe, 0xff, 0x00, 0x7b, 0x00, 0x7d]));
    expect((await firstIssue({ file }))?.got).toBe('a file saved as UTF-16');
    expect(await firstIssue({ file: path.join(file, 'config.json') })).toMatchObject({ got: 'a file that cannot be read (ENOTDIR)', next_step: expect.stringContaining('permissions') });
  });
});

describe('values from several places', () => {
  it('leave out variables that are not set, so that .env still counts', async () => {
    await fs.writeFile(path.join(folder, '.env'), 'LUMINORA_PORT=81\n');
    const { config } = await loadConfig({ file: path.join(folder, 'none.json'), env: { LUMINORA_PORT: undefined } });
    expect(config.server.port).toBe(81);
  });

  it('reads yes and no from the command line', async () => {
    const at = 'storage_provider.config.migrations.auto_migrate';
    for (const [text, meant] of [['off', false], ['No', false], ['on', true], ['YES', true]] as const) {
      expect((await loadConfig({ flags: { [at]: text } })).config.storage_provider.config.migrations.auto_migrate).toBe(meant);
    }
    expect(await firstIssue({ flags: { [at]: 'perhaps' } })).toMatchObject({ got: '"perhaps"', expected: 'true or false' });
  });

  it('take nothing that would reach a prototype', async () => {
    const defaults = JSON.parse('{"__proto__":{"hacked":1},"server":{"__proto__":{"port":4},"port":5}}') as Record<string, unknown>;
    const { config } = await loadConfig({ defaults });
    expect([config.server.port, (config as Record<string, unknown>)['hacked'], ({} as Record<string, unknown>)['hacked']]).toEqual([5, undefined, undefined]);
  });

  it('keep what stands under an object that another place leaves empty', async () => {
    const { config } = await loadConfig({ defaults: { server: { port: 7 }, memory: {} }, text: '{"server":{},"memory":{}}' });
    expect(config.server.port).toBe(7);
  });

  it('warn of set-aside options only where there were any, and name the host for its own', async () => {
    expect((await loadConfig({ text: '{"llm_provider":"openai"}', env: { LUMINORA_LLM_PROVIDER: 'ollama' } })).warnings).toEqual([]);
    const { warnings, config } = await loadConfig({ defaults: { llm_provider: { name: 'openai', config: { api_base: 'https://a.example' } } }, text: '{"llm_provider":"ollama"}' });
    expect(warnings).toEqual(['the configuration chooses llm_provider "ollama", so the options for "openai" in the configuration are not used.']);
    expect(config.llm_provider.config.api_base).toBe('http://127.0.0.1:11434');
  });
});

describe('what follows from what', () => {
  it('a whole address leaves no host of the preset beside it', async () => {
    for (const config of ['{"url_env":"DATABASE_URL"}', '{"connection":{"url_env":"DATABASE_URL"}}']) {
      const loaded = await loadConfig({ text: `{"storage_provider":{"name":"postgresql","config":${config}}}` });
      expect(loaded.config.storage_provider.config.connection?.host).toBeUndefined();
    }
  });

  it('the dimension of a model is known under its full Ollama name', async () => {
    const { config } = await loadConfig({ text: '{"embedding_provider":{"name":"ollama","model":"nomic-embed-text:latest"}}' });
    expect(config.embedding_provider.dimension).toBe(768);
  });

  it('OLLAMA_HOST keeps a written port, port 80 too', () => {
    expect(['gpu:80', 'gpu:80/', '10.0.0.1:8080', '[::1]', '"gpu"'].map(ollamaAddress)).toEqual(['http://gpu', 'http://gpu', 'http://10.0.0.1:8080', 'http://[::1]:11434', 'http://gpu:11434']);
  });
});
