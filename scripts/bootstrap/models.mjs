// Fetches the default language model before the app opens, unless it is there, another provider answers, or --no-models was given.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createProgressLine, downloadText } from './progress.mjs';
import { projectEnvironment, root } from './project.mjs';

const ollamaWaitMs = 700;

/** The catalogue's default language model; `file` is its one file. */
export function defaultModel() {
  const { defaults, models } = JSON.parse(readFileSync(join(root, 'models', 'catalogue.json'), 'utf8'));
  const model = models.find((candidate) => candidate.id === defaults.llm);
  return { ...model, file: model.variants[0].files[0] };
}

/** True when the whole file lies in the folder; its checksum is checked when it is loaded. */
export function hasModel(folder, model = defaultModel()) {
  const path = join(folder, model.file.path);
  return existsSync(path) && statSync(path).size === model.file.size_bytes;
}

/** Name of a model a running Ollama has, or null. */
export async function findOllamaModel(base = process.env.OLLAMA_HOST ?? '') {
  const host = base === '' ? 'http://127.0.0.1:11434' : /^https?:/.test(base) ? base : `http://${base}`;
  try {
    const response = await fetch(new URL('/api/tags', host), { signal: AbortSignal.timeout(ollamaWaitMs) });
    return (await response.json()).models?.[0]?.name ?? null;
  } catch {
    return null;
  }
}

/** Fetches the model with a bar on `stream`; true when it is there afterwards. */
export async function fetchModel(folder, stream, model = defaultModel()) {
  if (hasModel(folder, model)) return true;
  stream.write(`${model.title}. Licence: ${model.licence.name}, ${model.licence.url}\n`);
  const line = createProgressLine(stream);
  const child = spawn(process.execPath, [join(root, 'scripts', 'fetch-model.ts'), model.id, '--to', folder, '--json'], { cwd: root, env: projectEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => { complaint = (complaint + chunk).slice(-2000); });
  const closed = new Promise((resolve) => child.on('close', resolve).on('error', (error) => { complaint += error.message; resolve(1); }));
  for await (const text of createInterface({ input: child.stdout })) {
    if (text.startsWith('{')) line.update(downloadText(JSON.parse(text)));
  }
  const isThere = (await closed) === 0 && hasModel(folder, model);
  line.end(isThere ? 'The language model is ready.' : `The language model could not be fetched; the app opens and can try again. ${complaint.trim().split('\n').at(-1) ?? ''}`);
  return isThere;
}

/** What the configuration says decides: a cloud provider or a running Ollama needs no file. */
export async function ensureDefaultModel({ dataFolder, configFile, settings, stream }) {
  const { loadConfig } = await import('../../core/index.ts');
  const loaded = await loadConfig({ file: configFile ?? join(dataFolder, 'config.json'), env: process.env, flags: settings }).catch(() => null);
  // A wrong configuration is reported by the app itself, with its place and the way out.
  if (!loaded) return;
  const { llm_provider: llm, models } = loaded.config;
  if (llm.name !== 'auto' && llm.name !== 'embedded') return;
  if (llm.config?.models?.main && llm.name === 'embedded' && llm.config.models.main !== defaultModel().id) return;
  const folder = models.downloads_folder ?? join(dataFolder, 'models');
  if (hasModel(folder)) return;
  const ollamaModel = llm.name === 'auto' ? await findOllamaModel(llm.config?.api_base) : null;
  if (ollamaModel) stream.write(`Ollama answers with ${ollamaModel}: no model needs to be fetched.\n`);
  else await fetchModel(folder, stream);
}
