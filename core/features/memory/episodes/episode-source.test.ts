// Recall of episodes by meaning, with the shipped model: questions about them find them, in the other language too, and talk about nothing finds none.
// The episodes and questions here were written after the thresholds were set, on others.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Episode } from '../../../contract/episodes.ts';
import { createJobRunner } from '../../../jobs/job-runner.ts';
import type { EmbeddingModel } from '../../../providers/embeddings/embeddings.ts';
import { localEmbeddingOptions, localEmbeddings } from '../../../providers/embeddings/local.ts';
import { createTestMemory } from '../../../testing/test-memory.ts';
import type { TestMemory } from '../../../testing/test-memory.ts';
import { createEmbedder } from '../embedder.ts';
import { searchTerms } from '../stop-words.ts';
import { createEpisodes } from './create-episodes.ts';
import { indexEpisodeJob } from './index-episode.ts';

type Case = { type: Episode['type']; text: string; tags: string[]; questions: string[] };
const cases: Case[] = [
  { type: 'emotional_moment', text: 'A mi madre le han encontrado un tumor en el pecho. Estoy muerta de miedo.', tags: ['afraid', 'family', 'health'], questions: ['¿recuerdas lo de mi madre?', 'how is my mother doing?', 'mañana operan a mamá', '¿cuándo te hablé del tumor?'] },
  { type: 'achievement', text: 'My novel is going to be published next spring! I signed the contract with the publisher today.', tags: ['proud', 'art'], questions: ['what about my novel?', '¿te acuerdas de mi novela?', 'my book comes out soon', 'did I tell you about the publisher?'] },
  { type: 'conflict', text: 'Mi jefe me gritó delante de todo el equipo por un error que no era mío.', tags: ['angry', 'work'], questions: ['¿qué pasó con mi jefe?', 'my boss yelled at me, remember?', 'hoy el jefe me ha pedido perdón'] },
  { type: 'milestone', text: 'My daughter was born on Tuesday, we named her Clara. Both of them are fine.', tags: ['happy', 'family'], questions: ['when was my daughter born?', '¿qué tal la niña?', 'Clara slept all night', 'el nacimiento de mi hija'] },
  { type: 'emotional_moment', text: 'Carlos me ha dejado después de seis años. No sé cómo voy a seguir.', tags: ['sad', 'partner'], questions: ['he vuelto a ver a Carlos', 'when Carlos broke up with me', '¿qué te conté de mi ruptura?'] },
  { type: 'confession', text: "I've never told anyone, but I stole money from my grandfather when I was a kid.", tags: ['ashamed', 'family', 'money'], questions: ['do you remember what I confessed?', 'the money I took from grandpa', '¿recuerdas mi secreto?'] },
  { type: 'emotional_moment', text: 'Se ha perdido mi gata Nube, lleva dos días sin aparecer.', tags: ['afraid', 'pet'], questions: ['¡ha aparecido Nube!', 'the day my cat went missing', '¿te acuerdas de cuando perdí a la gata?'] },
  { type: 'achievement', text: 'He dejado de fumar, hoy hace un año sin un cigarrillo.', tags: ['proud', 'health'], questions: ['¿cuánto llevo sin fumar?', 'I quit smoking a while ago', 'tengo ganas de un cigarro'] },
];
const unrelated = [
  'Buenos días', '¿Cuál es el río más largo del mundo?', 'Recommend me a good board game', 'Cuenta hasta diez en japonés', 'What does "ubiquitous" mean?', 'Haz una lista de la compra', 'El semáforo está en rojo', 'Sing me a song', 'How far is the moon?',
  '¿Qué haces?', 'Ok', 'I am having a sandwich', 'Está lloviendo otra vez', '¿Cómo se hace una tortilla?', 'Tell me a fun fact', 'Turn the lights off', 'Me gusta el color azul', 'What year did the Berlin wall fall?', 'Dime un sinónimo de rápido', 'That was funny', 'Escribe un correo formal',
  'Is it going to snow?', 'El partido acabó en empate', 'My phone battery is low', '¿Quién pintó Las meninas?',
];

let memory: TestMemory;
let model: EmbeddingModel;
let ask: (text: string) => Promise<string[]>;
beforeAll(async () => {
  memory = await createTestMemory();
  const deps = { fetch: () => Promise.reject(new Error('no network')), clock: memory.clock, log: memory.log, modelsFolder: join(import.meta.dirname, '../../../../models'), downloadsFolder: join(memory.folder, 'downloads'), secret: async () => undefined };
  model = await localEmbeddings.create(localEmbeddingOptions.parse({}), deps);
  await memory.storage.commit([{ op: 'insert', entity: 'embedding_space', record: { ...model.space(), created_at: 0 } }]);
  const embedder = createEmbedder(async () => model, memory);
  const episodes = createEpisodes({ ...memory, embedder, broadcast: () => undefined, settings: () => ({ isOn: true, frequency: 5 }), hasVectors: () => true });
  const now = memory.clock.now();
  for (const [index, { type, text, tags }] of cases.entries()) {
    const episode: Episode = {
      id: String(index), user_id: 'ana', session_id: 's', personality: 'luna', type, title: text.split(/[.!,]/)[0]!, summary: text, importance: 7, sentiment: 'neutral', tags, source_message_ids: [], started_at: now, ended_at: now, source: 'rules',
      never_decays: false, is_pinned: false, recall_count: 0, last_recalled_at: null, created_at: now, updated_at: now,
    };
    await memory.storage.commit([{ op: 'insert', entity: 'episode', record: episode }, indexEpisodeJob(memory, episode)]);
  }
  const jobs = createJobRunner({ ...memory, handlers: episodes.handlers });
  jobs.kick();
  await jobs.idle();
  await jobs.stop();
  ask = async (text) => {
    const vector = (await embedder.embed([text], 'query'))![0]!;
    return (await episodes.source.search({ user_id: 'ana', text, vector, terms: searchTerms(text), now, limit: 3 })).map(({ id }) => id);
  };
}, 60_000);
afterAll(async () => {
  await model.close();
  await memory.close();
});

describe('episodes by meaning', () => {
  it('are found by questions about them, mostly first', async () => {
    const found = { in: 0, first: 0, of: 0 };
    const missed: string[] = [];
    for (const [index, { questions }] of cases.entries()) {
      for (const question of questions) {
        const ids = await ask(question);
        found.of += 1;
        if (ids.includes(String(index))) found.in += 1;
        else missed.push(question);
        if (ids[0] === String(index)) found.first += 1;
      }
    }
    expect({ share: found.in / found.of, missed }).toEqual({ share: expect.toSatisfy((share: number) => share >= 0.85), missed: expect.anything() });
    expect(found.first / found.of).toBeGreaterThanOrEqual(0.7);
  });

  it('stay away from talk about other things', async () => {
    const answered = [];
    for (const text of unrelated) if ((await ask(text)).length > 0) answered.push(text);
    expect(answered.length / unrelated.length, answered.join(' | ')).toBeLessThanOrEqual(0.08);
  });
});
