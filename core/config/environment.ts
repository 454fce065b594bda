// The environment variables Luminora reads, and the .env file beside the configuration.
import { parseEnv } from 'node:util';
import type { Leaf, Origin } from './layers.ts';
import type { Segment } from './path.ts';
import { schemaAt, type JsonSchema } from './schema-tree.ts';
import { nearestWord } from './spelling.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that sets a value, and which. Secrets have no variable of their own here: `*_env` settings name theirs. */
export const environmentTable: Readonly<Record<string, readonly string[]>> = {
  LUMINORA_LLM_PROVIDER: ['llm_provider', 'name'],
  LUMINORA_LLM_MODEL: ['llm_provider', 'config', 'models', 'main'],
  LUMINORA_LLM_API_BASE: ['llm_provider', 'config', 'api_base'],
  LUMINORA_LLM_API_KEY_ENV: ['llm_provider', 'config', 'api_key_env'],
  LUMINORA_EMBEDDING_PROVIDER: ['embedding_provider', 'name'],
  LUMINORA_EMBEDDING_MODEL: ['embedding_provider', 'config', 'model'],
  LUMINORA_EMBEDDING_API_BASE: ['embedding_provider', 'config', 'api_base'],
  LUMINORA_EMBEDDING_DIMENSION: ['embedding_provider', 'dimension'],
  LUMINORA_STORAGE_PROVIDER: ['storage_provider', 'name'],
  LUMINORA_DATABASE_PATH: ['storage_provider', 'config', 'database_path'],
  LUMINORA_VECTOR_STORE_PROVIDER: ['vector_store_provider', 'name'],
  LUMINORA_CACHE_PROVIDER: ['cache_provider', 'name'],
  LUMINORA_PERSONALITY: ['character', 'personality'],
  LUMINORA_RECALL_LIMIT: ['memory', 'recall_limit'],
  LUMINORA_RECALL_TOKEN_BUDGET: ['memory', 'recall_token_budget'],
  LUMINORA_MAX_MESSAGE_CHARS: ['safety', 'max_message_chars'],
  LUMINORA_HOST: ['server', 'host'],
  LUMINORA_PORT: ['server', 'port'],
  LUMINORA_LOG_LEVEL: ['telemetry', 'log_level'],
  LUMINORA_MODELS_FOLDER: ['models', 'folder'],
  LUMINORA_DOWNLOADS_FOLDER: ['models', 'downloads_folder'],
  LUMINORA_CATALOGUE: ['models', 'catalogue'],
};

const variableOrigin = (name: string): Origin => ({ layer: 'environment', source: name, line: null, column: null });

/** Values from LUMINORA_* variables; an empty variable counts as not set. */
export function environmentLeaves(environment: Environment, tree: JsonSchema): { leaves: Leaf[]; warnings: string[] } {
  const leaves: Leaf[] = [];
  const warnings: string[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('LUMINORA_') || text === undefined || text === '') continue;
    const known = Object.hasOwn(environmentTable, name) ? environmentTable[name] : undefined;
    if (known !== undefined) {
      const path = [...known];
      leaves.push({ path, value: fromText(text, schemaAt(tree, path)), origin: variableOrigin(name), writtenPath: path });
    } else {
      // Hosts have variables of their own (LUMINORA_DATA and kin), so only a near miss is worth a word.
      const meant = nearestWord(name, Object.keys(environmentTable));
      if (meant !== undefined) warnings.push(`The environment variable ${name} is not known; did you mean ${meant}?`);
    }
  }
  return { leaves, warnings };
}

/** Where OLLAMA_HOST says Ollama is, for the sections that talk to Ollama. */
export function ollamaHostLeaves(environment: Environment, sections: readonly string[]): Leaf[] {
  const address = ollamaAddress(environment['OLLAMA_HOST']);
  if (address === undefined) return [];
  return sections.map((section) => {
    const path: Segment[] = [section, 'config', 'api_base'];
    return { path, value: address, origin: variableOrigin('OLLAMA_HOST'), writtenPath: path };
  });
}

/** Ollama's own rules: "host", "host:port", ":port" or an address; port 11434; an address to listen everywhere means this machine. */
export function ollamaAddress(text: string | undefined): string | undefined {
  const trimmed = text?.trim().replace(/^["']|["']$/g, '') ?? '';
  if (trimmed === '') return undefined;
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `http://${trimmed.startsWith(':') ? `127.0.0.1${trimmed}` : trimmed}`;
  if (!URL.canParse(full)) return full;
  const url = new URL(full);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  // Not url.port: it is empty for a written 80, too.
  const hasPort = /:\d+(?:\/|$)/.test(trimmed) || /^https?:\/\//i.test(trimmed);
  if (!hasPort) url.port = '11434';
  return url.href.replace(/\/$/, '');
}

/** Values from the command line or from tests, keyed by dotted path; texts are read like variables. */
export function fromText(value: unknown, schema: JsonSchema | undefined): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if ((schema?.type === 'integer' || schema?.type === 'number') && /^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (schema?.type === 'boolean' && /^(true|1|yes|on)$/i.test(text)) return true;
  if (schema?.type === 'boolean' && /^(false|0|no|off)$/i.test(text)) return false;
  return value;
}

/** Reads a .env file's text. */
export function readDotEnv(text: string): Record<string, string> {
  return { ...parseEnv(text) } as Record<string, string>;
}
