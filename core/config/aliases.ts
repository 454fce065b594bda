// Other ways of writing the same thing that the specification accepts, and the one place each of them means.
import type { Leaf } from './layers.ts';
import { formatPath, isObject, type Segment } from './path.ts';
import { providerSections } from './provider-names.ts';

type Alias = { from: string[]; to: string[] };

const flatConnection: Alias[] = ['host', 'port', 'database', 'user', 'password_env', 'ssl'].flatMap((key) => [
  { from: ['storage_provider', 'config', key], to: ['storage_provider', 'config', 'connection', key] },
  { from: ['vector_store_provider', 'config', key], to: ['vector_store_provider', 'config', 'connection', key] },
]);

/** Pairs of accepted and canonical places. */
export const aliases: readonly Alias[] = [
  ...flatConnection,
  { from: ['storage_provider', 'migrations'], to: ['storage_provider', 'config', 'migrations'] },
  { from: ['storage_provider', 'pool'], to: ['storage_provider', 'config', 'pool'] },
  { from: ['storage_provider', 'connection'], to: ['storage_provider', 'config', 'connection'] },
  { from: ['storage_provider', 'config', 'auto_migrate'], to: ['storage_provider', 'config', 'migrations', 'auto_migrate'] },
  { from: ['storage_provider', 'config', 'migrations', 'scripts_path'], to: ['storage_provider', 'config', 'migrations', 'path'] },
  { from: ['storage_provider', 'config', 'scripts_path'], to: ['storage_provider', 'config', 'migrations', 'path'] },
  ...['batch_size', 'timeout_seconds'].map((key) => ({ from: ['embedding_provider', key], to: ['embedding_provider', 'batch_processing', key] })),
  { from: ['embedding_provider', 'config', 'batch_size'], to: ['embedding_provider', 'batch_processing', 'batch_size'] },
  { from: ['embedding_provider', 'config', 'dimension'], to: ['embedding_provider', 'dimension'] },
  ...['model', 'api_base', 'api_key_env'].map((key) => ({ from: ['embedding_provider', key], to: ['embedding_provider', 'config', key] })),
  ...['models', 'api_base', 'api_key_env', 'task_configs'].map((key) => ({ from: ['llm_provider', key], to: ['llm_provider', 'config', key] })),
  { from: ['llm_provider', 'model'], to: ['llm_provider', 'config', 'models', 'main'] },
  { from: ['llm_provider', 'config', 'model'], to: ['llm_provider', 'config', 'models', 'main'] },
  { from: ['vector_store_provider', 'dimension'], to: ['vector_store_provider', 'config', 'dimension'] },
  { from: ['cache_provider', 'ttl_defaults'], to: ['cache_provider', 'config', 'ttl_defaults'] },
];

/** Moves every leaf of one layer to its canonical place. A value written both ways counts at its canonical place. */
export function toCanonical(leaves: readonly Leaf[]): { leaves: Leaf[]; warnings: string[] } {
  const moved = leaves.map(canonicalLeaf);
  const kept = new Set(moved.filter((leaf) => leaf.path === leaf.writtenPath).map((leaf) => formatPath(leaf.path)));
  const warnings: string[] = [];
  const result = moved.filter((leaf) => {
    const isShadowed = leaf.path !== leaf.writtenPath && kept.has(formatPath(leaf.path));
    if (isShadowed) warnings.push(`${formatPath(leaf.writtenPath)} is ignored because ${formatPath(leaf.path)} says the same thing.`);
    return !isShadowed;
  });
  return { leaves: result, warnings };
}

function canonicalLeaf(leaf: Leaf): Leaf {
  const [section] = leaf.path;
  if (leaf.path.length === 1 && typeof leaf.value === 'string' && (providerSections as string[]).includes(String(section))) return { ...leaf, path: [...leaf.path, 'name'] };
  if (formatPath(leaf.path) === 'vector_store_provider.config.use_storage_connection' && leaf.value === true) {
    return { ...leaf, path: ['vector_store_provider', 'config', 'connection'], value: 'use_storage_provider' };
  }
  const path = canonicalPath(leaf.path);
  return path === undefined || (isObject(leaf.value) && Object.keys(leaf.value).length === 0) ? leaf : { ...leaf, path };
}

/** The canonical spelling of a path, or undefined when it already is one. */
export function canonicalPath(path: readonly Segment[]): Segment[] | undefined {
  let found: Segment[] | undefined;
  let current: readonly Segment[] = path;
  for (let pass = 0; pass < 2; pass += 1) {
    const alias = aliases.find(({ from }) => from.every((segment, index) => current[index] === segment));
    if (alias === undefined) return found;
    found = [...alias.to, ...current.slice(alias.from.length)];
    current = found;
  }
  return found;
}
