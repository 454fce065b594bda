// Step 4 of a turn, feeling: mood, relationship and parameters of a message, read, worked out and committed, on a real database with a ledger of many days.
import { loadAnalyser } from '../core/engine-analyser.ts';
import { productFolder } from '../core/index.ts';
import type { Message } from '../core/contract/entities.ts';
import { feel } from '../core/features/chat/turn/step-04-feel.ts';
import { silentLog } from '../core/lib/log.ts';
import { createTestChat } from '../core/testing/test-chat.ts';
import { summarize } from './statistics.ts';
import type { Result } from './statistics.ts';

const said = [
  'Mi perro Max murió ayer', 'gracias, me ayudaste mucho', 'I got the job!', 'you are useless', 'sorry, I did not mean that', 'what do you think about the sea?', 'jajaja qué bueno', 'hoy comí lentejas',
  'I love talking with you', 'me siento sola esta noche', 'the train was late again', 'mañana tengo examen y estoy de los nervios',
];
const warmUp = 100;

/** @returns what step 4 takes besides the embedding and the analysers, and what the analysers take on words alone */
export async function benchFeel(runs: number): Promise<Result[]> {
  const clock = { time: Date.now(), now() { return this.time; } };
  const test = await createTestChat({ clock });
  try {
    const analyser = await loadAnalyser(productFolder, silentLog);
    const session = await test.session();
    const parts = { storage: test.storage, clock, ids: test.ids, settings: test.settings, characters: test.characters };
    const times: number[] = [];
    for (let index = 0; index < runs + warmUp; index += 1) {
      clock.time += 20 * 60_000;
      const text = said[index % said.length]!;
      const message: Message = {
        id: test.ids.next(), session_id: session.id, user_id: session.user_id, parent_id: null, depth: 0, speaker: 'user', content: text, status: 'complete', is_active: true, client_message_id: null, context: null, model: null,
        error: null, created_at: clock.time,
      };
      const analysis = analyser.analyse({ text, vector: null, spaceId: null, now: clock.time });
      const start = performance.now();
      await feel(parts, { session, message, signals: { text, ...analysis }, language: 'es' });
      if (index >= warmUp) times.push(performance.now() - start);
    }
    return [{ name: 'feeling a message: mood, relationship, parameters, commit', unit: 'ms', values: summarize(times), floor: { value: 'p95', limit: 3 } }];
  } finally {
    await test.close();
  }
}
