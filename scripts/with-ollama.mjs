// Runs a command beside a real Ollama on a free loopback port, with the test model created: node scripts/with-ollama.mjs npm test
// The command gets LUMINORA_TEST_OLLAMA_URL, LUMINORA_TEST_OLLAMA_MODEL and LUMINORA_TEST_OLLAMA_LOG (the server's debug log: Ollama's
// prompt_eval_count is the whole prompt, only the log's "loading cache slot ... remaining=N" says how much was evaluated).
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './bootstrap/project.mjs';

const model = 'luna';
const weights = join(process.env.LUMINORA_TEST_MODELS ?? join(root, '.cache', 'models'), 'gemma-3-270m-q4_k_m.gguf');
// A base model without a chat template: a transcript. It ends at the line's end, one token, so that the cache stays whole
// beyond the model's sliding window (a stop of several tokens makes Ollama evaluate everything again).
const modelfile = `FROM ${weights}
TEMPLATE """{{- range .Messages }}{{ if eq .Role "system" }}{{ .Content }}

{{ else if eq .Role "user" }}User: {{ .Content }}
{{ else if eq .Role "assistant" }}Assistant: {{ .Content }}
{{ end }}{{ end }}Assistant:"""
PARAMETER stop """
"""
PARAMETER stop "User:"
PARAMETER temperature 0.3
PARAMETER num_ctx 4096
`;

const [command, ...words] = process.argv.slice(2);
if (!command) throw new Error('Usage: node scripts/with-ollama.mjs COMMAND [WORD ...]');
if (!existsSync(weights)) throw new Error(`There is no ${weights}: fetch it first (node scripts/fetch-model.ts).`);

const binary = process.env.LUMINORA_OLLAMA ?? execFileSync(process.execPath, [join(root, 'scripts', 'install-ollama.mjs')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
const folder = mkdtempSync(join(tmpdir(), 'luminora-ollama-'));
const log = join(folder, 'serve.log');
const port = await freePort();
const env = { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}`, OLLAMA_MODELS: join(folder, 'models'), OLLAMA_NO_CLOUD: '1', OLLAMA_DEBUG: '1', OLLAMA_KEEP_ALIVE: '60m', HOME: folder };
const url = `http://127.0.0.1:${port}`;
const logFile = openSync(log, 'w');
const server = spawn(binary, ['serve'], { env, stdio: ['ignore', logFile, logFile] });
const ended = new Promise((resolve) => server.on('exit', resolve).on('error', resolve));

let status = 1;
try {
  await ready();
  writeFileSync(join(folder, 'Modelfile'), modelfile);
  execFileSync(binary, ['create', model, '-f', join(folder, 'Modelfile')], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  process.stderr.write(`Ollama answers at ${url} with the model "${model}".\n`);
  status = await runCommand();
} finally {
  server.kill('SIGTERM');
  const limit = setTimeout(() => server.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(limit);
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = status;

function runCommand() {
  const child = spawn(command, words, {
    stdio: 'inherit', shell: process.platform === 'win32',
    env: { ...process.env, LUMINORA_TEST_OLLAMA_URL: url, LUMINORA_TEST_OLLAMA_MODEL: model, LUMINORA_TEST_OLLAMA_LOG: log },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)).on('error', (error) => {
    process.stderr.write(`${command} did not start: ${error.message}\n`);
    resolve(127);
  }));
}

async function ready() {
  for (let attempt = 0; attempt < 150; attempt++) {
    if (server.exitCode !== null) break;
    const isUp = await fetch(`${url}/api/version`, { signal: AbortSignal.timeout(1000) }).then((response) => response.ok, () => false);
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Ollama did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

function freePort() {
  const probe = createServer();
  return new Promise((resolve, reject) => probe.on('error', reject).listen(0, '127.0.0.1', () => {
    const { port: found } = probe.address();
    probe.close(() => resolve(found));
  }));
}
