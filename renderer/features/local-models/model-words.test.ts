// What a model and its download are called, and what can be done next.
import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../i18n/translate.ts';
import { sampleModels } from '../../testing/sample-local-models.ts';
import { aboutWords, bytesHere, downloadWords, isOwned, languageName, languageWords, mainVariant, nextStep, placeWord, shareOf, useWords } from './model-words.ts';

const t = createTranslate('en');
const model = (id: string) => sampleModels().find((one) => one.id === id)!;

describe('what can be done next', () => {
  it('is one thing for every state', () => {
    const steps = (['embeddinggemma-300m', 'multilingual-e5-base', 'whisper-base', 'qwen3-4b-q4_k_m', 'bge-small-en-v1.5', 'all-MiniLM-L6-v2'] as const).map((id) => nextStep(model(id)));
    expect(steps).toEqual(['download', 'pause', 'resume', 'resume', 'again', 'none']);
    const checking = model('multilingual-e5-base');
    expect(nextStep({ ...checking, download: { ...checking.download!, state: 'verifying' } })).toBe('none');
    expect(nextStep({ ...checking, download: null })).toBe('resume');
  });

  it('is spoken of for the precision that comes, else the one chosen here', () => {
    expect(mainVariant(model('embeddinggemma-300m'))?.precision).toBe('int8');
    const other = model('embeddinggemma-300m');
    other.download = { ...model('multilingual-e5-base').download!, model: other.id, precision: 'q4' };
    expect(mainVariant(other)?.precision).toBe('q4');
    expect(mainVariant({ ...other, variants: [], download: null })).toBeNull();
  });
});

it('counts what is here, and knows whose a model is', () => {
  expect([bytesHere(model('bge-small-en-v1.5')), bytesHere(model('embeddinggemma-300m'))]).toEqual([34_000_000, null]);
  expect(sampleModels().filter(isOwned).map(({ id }) => id)).not.toContain('embeddinggemma-300m');
  expect(isOwned(model('whisper-base'))).toBe(true);
});

it('says how far a download is, with what is known', () => {
  const { download } = model('multilingual-e5-base');
  expect(downloadWords(download!, t, 'en')).toBe('118 MB of 279 MB · 8.4 MB/s · 19 s left · from the hub');
  expect(downloadWords({ ...download!, state: 'paused' }, t, 'en')).toBe('118 MB of 279 MB · What has arrived is kept.');
  expect([downloadWords({ ...download!, total_bytes: null, bytes_per_second: null, seconds_left: null, source: null }, t, 'en'), shareOf({ ...download!, total_bytes: null }), shareOf(download!)]).toEqual(['118 MB', null, 118 / 279]);
});

it('names languages, uses and places in the words of the person', () => {
  expect([languageWords(['en', 'es'], t, 'en'), languageWords(['en', 'es', 'fr', 'de'], t, 'en'), languageName('es', 'es'), languageName('not a code', 'en')]).toEqual(['English, Spanish', '4 languages', 'Español', 'not a code']);
  expect(useWords(['chat_memory', 'something_new'], t)).toBe('memory of chats, something_new');
  expect([placeWord('cuda', (id) => id, t), placeWord('x', () => 'The model X', t)]).toEqual(['NVIDIA (CUDA)', 'The model X']);
  expect(aboutWords(model('all-MiniLM-L6-v2'), t, 'en')).toEqual(['English', '384 dimensions', 'reads 256 tokens at once', 'Licence: Apache-2.0']);
});
