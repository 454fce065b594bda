import { describe, expect, it } from 'vitest';
import type { ModelUse } from '../contract/local-models.ts';
import { embeddingModelSchema, type EmbeddingModelRow } from './catalogue/schema.ts';
import { chooseModels, type Candidate, type ChoiceWorld } from './choose-models.ts';

const file = { path: 'model.onnx', size_bytes: 1, sha256: '0'.repeat(64) };
function candidate(change: Partial<EmbeddingModelRow> & { id: string }, state: Candidate['variants'][number]['state'] = 'ready', memory_bytes = 300e6): Candidate {
  const model = embeddingModelSchema.parse({
    kind: 'embedding', title: change.id, description: '', licence: { name: 'MIT', url: 'https://example.org', notice: '', needs_acceptance: false }, languages: [], folder: change.id,
    variants: [{ precision: 'int8', files: [file], weights: file.path }], sources: [{ kind: 'bundled' }], uses: ['chat_memory'], dimension: 384, max_tokens: 512,
    query_prefix: '', passage_prefix: '', pooling: 'mean', vector_output: null, is_normalized: true, scripts: ['Latin'], ...change,
  });
  return { model, variants: [{ precision: 'int8', state, memory_bytes }] };
}
const european = ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl', 'pl'];
const usual = candidate({ id: 'usual', languages: european });
const english = candidate({ id: 'english', languages: ['en'] });
const everything = (state: 'ready' | 'absent' = 'ready') => candidate({ id: 'everything', languages: [...european, 'ru', 'ja'], scripts: null, uses: ['chat_memory', 'documents', 'multilingual'], dimension: 768 }, state);
const code = (dimension: number) => candidate({ id: `code-${dimension}`, languages: ['en'], uses: ['code'], dimension });

function choose(candidates: Candidate[], change: Partial<ChoiceWorld> = {}) {
  const settings: Record<ModelUse, string> = { chat_memory: 'auto', documents: 'auto', code: 'auto', multilingual: 'auto', ...change.settings };
  const found = chooseModels({ candidates, usual: 'usual', languages: ['es'], memoryBytes: 8e9, cores: 4, hasGraphics: false, ...change, settings });
  return Object.fromEntries(found.map((choice) => [choice.use, choice])) as Record<ModelUse, (typeof found)[number]>;
}
const strong = { memoryBytes: 32e9, cores: 16 };

describe('which model serves which use', () => {
  it('keeps the usual model for chat memory whatever else is here, so that nothing has to be embedded anew', () => {
    expect(choose([usual, english, everything()], strong).chat_memory).toMatchObject({ setting: 'auto', model: 'usual' });
  });

  it('takes another for chat memory when the usual one does not read the user\'s language', () => {
    expect(choose([usual, english, everything()], { languages: ['ru'] }).chat_memory).toMatchObject({ model: 'everything', reason: expect.stringContaining('ru') as string });
    expect(choose([usual, everything('absent')], { languages: ['ja-JP'] }).chat_memory).toMatchObject({ model: 'usual', reason: expect.stringContaining('download everything') as string });
    expect(choose([usual, english], { languages: ['no language'] }).chat_memory.model).toBe('usual');
    expect(choose([english, usual], { usual: 'english', languages: ['es'] }).chat_memory.model).toBe('usual');
  });

  it('gives documents a larger model on a strong machine only', () => {
    expect(choose([usual, everything()]).documents.model).toBe('usual');
    expect(choose([usual, everything()], strong).documents.model).toBe('everything');
    expect(choose([usual, everything()], { memoryBytes: 16e9, hasGraphics: true }).documents.model).toBe('everything');
    expect(choose([usual, everything('absent')], strong).documents.model).toBe('usual');
  });

  it('gives code a model made for it when one is here: the larger one on a strong machine', () => {
    expect(choose([usual]).code).toMatchObject({ model: 'usual', reason: expect.stringContaining('No model made for program code') as string });
    expect(choose([usual, code(768), code(384)]).code.model).toBe('code-384');
    expect(choose([usual, code(768), code(384)], strong).code.model).toBe('code-768');
  });

  it('has nothing for other scripts until a model of all scripts is here, and says which', () => {
    expect(choose([usual, everything('absent')]).multilingual).toMatchObject({ model: null, reason: expect.stringContaining('Download everything') as string });
    expect(choose([usual, everything()]).multilingual.model).toBe('everything');
  });

  it('never takes by itself what is damaged or crowds the memory', () => {
    const huge = candidate({ id: 'huge', scripts: null, uses: ['documents'], dimension: 1024 }, 'ready', 30e9);
    expect(choose([usual, huge], strong).documents.model).toBe('usual');
    expect(choose([usual, candidate({ id: 'broken', uses: ['code'] }, 'damaged')]).code.model).toBe('usual');
  });

  it('keeps what the settings name, even where it is missing: another model would mean every vector anew', () => {
    const settings = { chat_memory: 'english', documents: 'everything', code: 'unknown', multilingual: 'auto' };
    const found = choose([usual, english, everything('absent')], { settings });
    expect(found.chat_memory).toMatchObject({ setting: 'english', model: 'english', reason: 'Named in the settings.' });
    expect(found.documents.reason).toContain('download it');
    expect(found.code).toMatchObject({ model: 'unknown', reason: expect.stringContaining('no embedding model') as string });
  });
});
