// Which real parts this machine has for the tests: the embedded model's file and an Ollama server. Missing ones skip with a reason, or fail where they are required.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const isRequired = process.env['LUMINORA_REQUIRE_REAL_PARTS'] === '1';

/** Folder of downloaded models used by tests. */
export const testModelsFolder = process.env['LUMINORA_TEST_MODELS'] ?? join(import.meta.dirname, '../../../../.cache/models');
/** Folder of shipped models. */
export const shippedModelsFolder = join(import.meta.dirname, '../../../../models');
export const hasEmbeddedModel = existsSync(join(testModelsFolder, 'gemma-3-270m-q4_k_m.gguf'));
export const realOllamaUrl = process.env['LUMINORA_TEST_OLLAMA_URL'];

/** Declares the tests when the part is there; otherwise one test that is skipped, or fails where real parts are required. */
export function withRealPart(isThere: boolean, reason: string, declare: () => void): void {
  if (isThere) declare();
  else if (isRequired) it(`needs a part that is missing: ${reason}`, () => expect.unreachable(reason));
  else it.skip(`skipped: ${reason}`, () => {});
}
