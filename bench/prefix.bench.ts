// Does the model evaluate only what a turn added? A conversation of eight turns through a real model; from turn 3 on, evaluated prompt tokens
// against the tokens the turn added (the previous reply as prompt and the new user turn).
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, productFolder } from '../core/index.ts';
import { round } from './statistics.ts';
import type { Result } from './statistics.ts';

const words = [
  'Hola, soy Diego y mi perro se llama Max.', 'Hoy hemos ido al parque.', 'Max ha jugado con una pelota roja.', 'Luego he preparado la cena.', '¿Cómo se llama mi perro?',
  'Mañana tengo que trabajar temprano.', 'Me gusta caminar por la noche.', '¿Qué hicimos hoy?',
];

/**
 * @param flags which provider and model, by dotted path
 * @param evaluatedTokens where the provider does not tell how many prompt tokens it evaluated (Ollama's prompt_eval_count is the whole
 *   prompt, cached or not): reads it from elsewhere after each turn
 */
export async function benchPrefix(name: string, flags: Record<string, unknown>, evaluatedTokens?: () => Promise<number>): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'luminora-bench-prefix-'));
  const engine = await openEngine({ dataFolder: folder, productFolder, env: {}, flags: { 'llm_provider.config.task_configs.conversation.max_tokens': 60, ...flags } });
  try {
    const { client } = engine;
    const session = await client.sessions.create({});
    const ratios: number[] = [];
    const evaluated: Record<string, number> = {};
    let previous: { prompt: number } | null = null;
    for (const [index, text] of words.entries()) {
      let replyId = '';
      for await (const event of await client.chat.send({ session_id: session.id, message: text })) {
        if (event.type !== 'turn-end') continue;
        // A small base model may say nothing; its prompt was evaluated all the same.
        if (event.error && event.error.code !== 'provider_bad_response') throw new Error(`turn ${index + 1} failed: ${event.error.message}`);
        replyId = event.message.id;
      }
      await engine.jobsIdle();
      const { usage } = await client.chat.trace({ message_id: replyId });
      if (!usage) throw new Error('the provider reports no token counts');
      if (previous) {
        // Everything of this prompt that the previous one did not have: the reply that was written and the new user turn.
        const added = usage.prompt_tokens - previous.prompt;
        const tokens = usage.evaluated_prompt_tokens ?? await evaluatedTokens?.() ?? Number.NaN;
        evaluated[`turn${index + 1}`] = tokens;
        evaluated[`of${index + 1}`] = usage.prompt_tokens;
        evaluated[`added${index + 1}`] = added;
        if (index >= 2) ratios.push(tokens / added);
      }
      previous = { prompt: usage.prompt_tokens };
    }
    return [
      { name: `prompt tokens per turn, ${name}`, unit: 'tokens', values: evaluated, floor: null },
      { name: `evaluated / added from turn 3 on, ${name}`, unit: 'x', values: { n: ratios.length, worst: round(Math.max(...ratios)) }, floor: { value: 'worst', limit: 1.25 } },
    ];
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads how many prompt tokens Ollama evaluated last from its debug log (OLLAMA_DEBUG=1): "loading cache slot ... remaining=N". */
export function ollamaLogReader(file: string): () => Promise<number> {
  return async () => {
    const lines = [...(await readFile(file, 'utf8')).matchAll(/loading cache slot.*?remaining=(\d+)/g)];
    return Number(lines.at(-1)?.[1] ?? Number.NaN);
  };
}
