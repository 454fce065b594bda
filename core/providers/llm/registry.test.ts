// The registry: every provider is complete, has defaults for everything, and its test runs the rules.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { embeddingProviders } from '../embeddings/registry.ts';
import { languageModelProviders } from './registry.ts';

describe.each([['llm', languageModelProviders], ['embeddings', embeddingProviders]])('the registry of %s', (kind, registry) => {
  it.each(Object.entries(registry))('%s is complete', async (id, provider) => {
    expect(provider.id).toBe(id);
    expect(provider.title).not.toBe('');
    expect(() => provider.options.parse({})).not.toThrow();
    expect(() => z.toJSONSchema(provider.options, { io: 'input' })).not.toThrow();
    const test = await readFile(join(import.meta.dirname, '..', kind, `${id}.test.ts`), 'utf8');
    // auto only chooses between two providers that run the rules themselves.
    if (id !== 'auto') expect(test).toMatch(/Conformance\(/);
  });
});
