// Fills in what bare names stand for: names that follow from others, then the presets of the chosen providers.
import { leavesOf, type Leaf, type Origin } from './layers.ts';
import { valueAt, type Segment } from './path.ts';
import { embeddingNameFor, knownDimensions, presets, vectorStoreNameFor } from './presets.ts';
import { providerSections, type ProviderSection } from './provider-names.ts';

type Written = Record<string, unknown>;
const defaultNames: Partial<Record<ProviderSection, string>> = { llm_provider: 'auto', storage_provider: 'sqlite', cache_provider: 'memory' };

/** Names of the providers this build has, where that is known. */
export type Available = Partial<Record<ProviderSection, readonly string[]>>;

/** The name of each provider, from what is written or from what follows from it. */
export function chosenNames(written: Written, available: Available = {}): Record<ProviderSection, unknown> {
  const name = (section: ProviderSection) => {
    const found = valueAt(written, [section, 'name']) ?? defaultNames[section];
    // What is no text is wrong and for validation to report; nothing follows from it.
    return typeof found === 'string' ? found : undefined;
  };
  const orBuiltIn = (section: ProviderSection, derived: string, builtIn: string) => (available[section]?.includes(derived) === false ? builtIn : derived);
  return {
    llm_provider: name('llm_provider'),
    embedding_provider: name('embedding_provider') ?? orBuiltIn('embedding_provider', embeddingNameFor(name('llm_provider')), 'local'),
    storage_provider: name('storage_provider'),
    vector_store_provider: name('vector_store_provider') ?? orBuiltIn('vector_store_provider', vectorStoreNameFor(name('storage_provider')), 'sqlite-vec'),
    cache_provider: name('cache_provider'),
  };
}

/** Leaves of the preset layer for what is written. */
export function presetLeaves(written: Written, available: Available = {}): Leaf[] {
  const names = chosenNames(written, available);
  const origin = (name: unknown): Origin => ({ layer: 'preset', source: String(name), line: null, column: null });
  const leaves = providerSections.flatMap((section) => {
    const name = names[section];
    const known = presets[section];
    const preset = typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined;
    const isDerived = section === 'embedding_provider' || section === 'vector_store_provider';
    const value = { ...(isDerived ? { name } : {}), ...(preset?.config === undefined ? {} : { config: preset.config }) };
    return Object.keys(value).length === 0 ? [] : leavesOf({ [section]: value }, () => origin(name));
  });
  const kept = usesAddress(written) ? leaves.filter((leaf) => leaf.path[2] !== 'connection' || leaf.path[0] !== 'storage_provider') : leaves;
  return [...kept, ...embeddingLeaves(written, names, origin(names.embedding_provider))];
}

function usesAddress(written: Written): boolean {
  return valueAt(written, ['storage_provider', 'config', 'url_env']) !== undefined || valueAt(written, ['storage_provider', 'config', 'connection', 'url_env']) !== undefined;
}

// Embeddings of the same service as the language model use its address, key and model unless told otherwise.
function embeddingLeaves(written: Written, names: Record<ProviderSection, unknown>, origin: Origin): Leaf[] {
  const name = names.embedding_provider;
  const leaves: Leaf[] = [];
  const add = (path: Segment[], value: unknown) => leaves.push({ path: ['embedding_provider', ...path], value, origin, writtenPath: ['embedding_provider', ...path] });
  const preset = typeof name === 'string' && Object.hasOwn(presets.embedding_provider, name) ? presets.embedding_provider[name] : undefined;
  let model = preset?.config?.['model'];
  if (name === names.llm_provider) {
    const config = ['llm_provider', 'config'];
    // DeepSeek's embeddings come from another service (Jina), so its address and key stay its own.
    const shared = name === 'deepseek' ? [] : ['api_base', 'api_key_env'];
    for (const key of shared) {
      const value = valueAt(written, [...config, key]);
      if (value !== undefined) add(['config', key], value);
    }
    const own = valueAt(written, [...config, 'models', 'embeddings']);
    if (own !== undefined) {
      model = own;
      add(['config', 'model'], own);
    }
  }
  const used = valueAt(written, ['embedding_provider', 'config', 'model']) ?? model;
  const dimension = used === preset?.config?.['model'] ? preset?.dimension : dimensionOf(used);
  if (dimension !== undefined) add(['dimension'], dimension);
  return leaves;
}

function dimensionOf(model: unknown): number | undefined {
  if (typeof model !== 'string') return undefined;
  const name = model.replace(/:latest$/, '');
  return Object.hasOwn(knownDimensions, name) ? knownDimensions[name] : undefined;
}
