// A repository of the hub as an entry of the list: what it holds is asked, its commit and hashes are pinned, nothing is downloaded yet.
import { LuminoraError } from '../../contract/errors.ts';
import type { CatalogueModel, CatalogueVariant } from '../catalogue/schema.ts';
import { listRepository, readListedFile, type HubAccess, type HubListing } from '../hub-listing.ts';
import { describeEncoder, findGgufVariants, findOnnxVariants, missingOnnxFiles, toModelId, type DescribedVariant } from './describe-model.ts';

const usualContextTokens = 4096;

function toVariants(listing: HubListing, found: readonly DescribedVariant[]): CatalogueVariant[] {
  return found.map(({ precision, weights, files }) => ({
    precision, weights,
    files: files.map((path) => {
      const file = listing.files.find((candidate) => candidate.path === path)!;
      return { path, size_bytes: file.size_bytes > 0 ? file.size_bytes : null, sha256: file.sha256 };
    }),
  }));
}

/** The entry of a repository. Throws not_found, forbidden, download_failed, or invalid_input when there is nothing in it that can be used here. */
export async function describeRepository(access: HubAccess, repository: string, revision: string): Promise<CatalogueModel> {
  const listing = await listRepository(access, repository, revision);
  const paths = listing.files.map((file) => file.path).filter((path) => /^(?!.*\.\.)[A-Za-z0-9_][A-Za-z0-9_.\-/]*$/.test(path));
  const name = repository.split('/')[1]!;
  const common = {
    id: toModelId(name), title: name, description: `Added from ${repository}.`,
    licence: {
      name: listing.licence ?? 'Not told', url: `${access.baseUrl.replace(/\/+$/, '')}/${repository}`,
      notice: listing.licence === null ? 'The repository names no licence: read its page before you use it.' : `The licence as ${repository} names it.`, needs_acceptance: listing.is_gated || listing.licence === null,
    },
    languages: listing.languages,
    sources: [{ kind: 'hub' as const, repository, revision: listing.commit }],
  };
  const gguf = toVariants(listing, findGgufVariants(paths));
  // In a folder of its own: repositories of different people call their files alike, and one model's file must not take another's place.
  if (gguf.length > 0) return { ...common, kind: 'llm', folder: common.id, variants: gguf, prompt_format: 'chat', is_base_model: false, context_tokens: usualContextTokens, parameters: null };
  const variants = toVariants(listing, findOnnxVariants(paths));
  const missing = missingOnnxFiles(paths);
  if (variants.length === 0 || missing !== null) {
    const reason = variants.length === 0 ? 'it has neither ONNX weights of a known name nor a GGUF file' : `it lacks ${missing}`;
    throw new LuminoraError('invalid_input', `${repository} cannot be used here: ${reason}. Look for a repository with ONNX or GGUF files of the model.`, { details: { repository } });
  }
  const { isReranker, ...facts } = await describeEncoder(name, async (path) => (await readListedFile(access, listing, path))?.toString('utf8') ?? null);
  const shared = { ...common, folder: common.id, variants };
  return isReranker ? { ...shared, kind: 'reranker', max_tokens: facts.max_tokens } : { ...shared, kind: 'embedding', uses: [], scripts: null, ...facts };
}
