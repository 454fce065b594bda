// Which weights these are, as one name.
import { createHash } from 'node:crypto';
import type { CatalogueVariant, ModelFile } from '../catalogue.ts';

/** The SHA-256 of the weights; where they are spread over several files, one over the SHA-256 of all of them in order of their paths. */
export function revisionOf(variant: Pick<CatalogueVariant, 'weights'>, files: readonly ModelFile[]): string {
  const parts = files.filter((file) => file.path === variant.weights || file.path.startsWith(`${variant.weights}_data`) || file.path === `${variant.weights}.data`);
  if (parts.length === 1) return parts[0]!.sha256;
  const hash = createHash('sha256');
  for (const part of [...parts].sort((left, right) => (left.path < right.path ? -1 : 1))) hash.update(part.sha256);
  return hash.digest('hex');
}
