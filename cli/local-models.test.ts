// What `luminora models` says of model files, in both languages.
import { expect, it } from 'vitest';
import type { LocalModel, ModelChoice } from '../core/contract/index.ts';
import { choiceLines, localModelLines } from './local-models.ts';
import { createSay, type Language } from './texts.ts';

const model = (more: Partial<LocalModel>): LocalModel => ({
  id: 'e5', kind: 'embedding', title: 'E5 \u001b[2J', description: '', origin: 'catalogue', licence: { name: 'MIT', url: 'https://example.com', notice: '', needs_acceptance: false, is_accepted: true }, languages: [], dimension: 384, max_tokens: 512,
  variants: [{ precision: 'int8', size_bytes: 50_000_000, state: 'absent', memory_bytes: null, fit: 'well', is_chosen: true }, { precision: 'fp32', size_bytes: null, state: 'absent', memory_bytes: null, fit: 'not', is_chosen: false }],
  used_for: [], download: null, problem: null, ...more,
});
const lines = (language: Language, ...models: LocalModel[]) => localModelLines({ say: createSay(language) }, models);

it('a model has one line: name, sizes, licence, state, fit and use', () => {
  const ready = model({ variants: [{ precision: 'int8', size_bytes: 50_000_000, state: 'ready', memory_bytes: null, fit: 'well', is_chosen: true }], used_for: ['chat_memory', 'replies'] });
  expect(lines('en', model({}))).toEqual(['Models that understand meaning:', '  e5  E5 ␛[2J  384 dimensions · int8 50.0 MB, fp32 · MIT · not fetched']);
  expect(lines('en', ready).at(-1)).toBe('* e5  E5 ␛[2J  384 dimensions · int8 50.0 MB · MIT · installed · in use: chat memory, replies');
  expect(lines('es', ready).at(-1)).toBe('* e5  E5 ␛[2J  384 dimensiones · int8 50.0 MB · MIT · instalado · en uso: memoria del chat, respuestas');
});

it('what is half here, too large, not accepted or damaged is said', () => {
  const download = { model: 'e5', precision: 'int8' as const, state: 'paused' as const, completed_bytes: 20_000_000, total_bytes: null, bytes_per_second: null, seconds_left: null, source: null, error: null };
  const odd = model({
    kind: 'llm', dimension: null, download, licence: { name: 'Gemma', url: 'https://example.com', notice: '', needs_acceptance: true, is_accepted: false },
    variants: [{ precision: 'q4', size_bytes: 5_000_000_000, state: 'partial', memory_bytes: null, fit: 'not', is_chosen: true }], problem: { code: 'model_damaged', message: 'cut\nshort', retryable: false },
  });
  expect(lines('en', odd)).toEqual(['Language models as files:', '  e5  E5 ␛[2J  q4 5.0 GB · Gemma · licence to accept · 20.0 MB fetched so far · too large for this machine', '    ! cut short']);
  expect(lines('es', odd, model({})).map((line) => line.split(' ')[0])).toEqual(['Modelos', '', 'Modelos', '', '']);
});

it('a choice says its reason and what was tried before it', () => {
  const choices: ModelChoice[] = [
    { use: 'chat_memory', setting: 'e5', model: 'e5', precision: 'int8', device: 'cpu', reason: 'Named in the settings.', steps: [{ from: 'cuda', to: 'cpu', reason: 'no card' }] },
    { use: 'multilingual', setting: 'auto', model: null, precision: null, device: null, reason: 'Nothing here.', steps: [] },
  ];
  expect(choiceLines({ say: createSay('en') }, choices)).toEqual(['chat memory: e5 (int8, cpu)  [set by you]', '    Named in the settings.', '    cuda → cpu: no card', 'other languages: none; found by words', '    Nothing here.']);
  expect(choiceLines({ say: createSay('es') }, choices)[0]).toBe('memoria del chat: e5 (int8, cpu)  [elegido por ti]');
});
