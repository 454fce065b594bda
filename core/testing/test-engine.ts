// An engine for tests: a real SQLite in a temporary folder, the scripted language model, real jobs; nothing else stands in.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine } from '../open-engine.ts';
import type { OpenOptions } from '../open-engine.ts';
import { productFolder } from '../luminora.ts';
import type { Engine } from '../engine-interface.ts';
import type { TurnEvent } from '../contract/events.ts';

export type TestEngine = {
  engine: Engine;
  folder: string;
  /** Closes and opens again on the same folder, as a restart does. */
  restart(): Promise<Engine>;
  /** Sends and collects the events to the end. */
  say(sessionId: string, text: string, clientMessageId?: string): Promise<TurnEvent[]>;
  close(): Promise<void>;
};

export type TestEngineOptions = Partial<OpenOptions> & {
  /** Options of the scripted model (llm_provider.config). */
  script?: Record<string, unknown>;
  /** Real ONNX embeddings; off they are deterministic hashes, which is quicker. */
  realEmbeddings?: boolean;
};

export async function createTestEngine(options: TestEngineOptions = {}): Promise<TestEngine> {
  const { script = {}, realEmbeddings = false, ...rest } = options;
  const folder = options.dataFolder ?? await mkdtemp(join(tmpdir(), 'luminora-test-'));
  const defaults = {
    llm_provider: { name: 'scripted', config: script },
    ...(realEmbeddings ? {} : { embedding_provider: { name: 'scripted' } }),
    ...rest.defaults,
  };
  const open = () => openEngine({ productFolder, env: {}, ...rest, dataFolder: folder, defaults });
  const test: TestEngine = {
    engine: await open(), folder,
    async restart() {
      await test.engine.close();
      test.engine = await open();
      return test.engine;
    },
    async say(sessionId, text, clientMessageId) {
      const events: TurnEvent[] = [];
      const stream = await test.engine.client.chat.send({ session_id: sessionId, message: text, ...(clientMessageId === undefined ? {} : { client_message_id: clientMessageId }) });
      for await (const event of stream) events.push(event);
      return events;
    },
    async close() {
      await test.engine.close();
      if (options.dataFolder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
  return test;
}
