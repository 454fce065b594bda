// The embedded model with a real file: several replies at once against one after the other, tokens guessed ahead against none, and a conversation that outgrows its window
// against one that is read again. Time on the processor stands beside time on the clock: other programs do not change it.
import { systemClock } from '../core/lib/clock.ts';
import { silentLog } from '../core/lib/log.ts';
import { embeddedOptions, embeddedProvider } from '../core/providers/llm/embedded.ts';
import type { ChatMessage, ChatRequest, LanguageModel } from '../core/providers/llm/llm.ts';
import { round } from './statistics.ts';
import type { Result } from './statistics.ts';

type Run = { text: string; tokens: number; prompt: number; evaluated: number };
type Timed<Value> = { value: Value; ms: number; cpuMs: number };

async function ask(model: LanguageModel, request: ChatRequest): Promise<Run> {
  let text = '';
  for await (const event of model.chat({ temperature: 0, ...request })) {
    if (event.type === 'text-delta') text += event.text;
    else return { text, tokens: event.usage?.completion_tokens ?? 0, prompt: event.usage?.prompt_tokens ?? 0, evaluated: event.usage?.evaluated_prompt_tokens ?? 0 };
  }
  throw new Error('no end');
}

async function timed<Value>(work: () => Promise<Value>): Promise<Timed<Value>> {
  const started = performance.now();
  const before = process.cpuUsage();
  const value = await work();
  const used = process.cpuUsage(before);
  return { value, ms: performance.now() - started, cpuMs: (used.user + used.system) / 1000 };
}

const counting = (from: number): ChatMessage[] => [
  { role: 'user', content: 'Count from 1 to 20.' }, { role: 'assistant', content: '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20.' }, { role: 'user', content: `Count from ${from} to 300.` },
];
/** A reply that says the prompt again, where guessing from the prompt helps most. */
const story = 'Luna walked to the river with her dog Max and Max saw seven ducks and jumped into the cold water and Luna laughed and called him back and they went home for dinner';
const repeating: ChatMessage[] = [{ role: 'user', content: 'Repeat: The sun is warm and the sky is blue' }, { role: 'assistant', content: 'The sun is warm and the sky is blue' }, { role: 'user', content: `Repeat: ${story}` }];

/**
 * @param modelsFolder has the file of the catalogue's language model
 * @param draft a second .gguf for the rows of a draft model; left out without it
 */
export async function benchParallel(modelsFolder: string, productModels: string, draft: string | undefined): Promise<Result[]> {
  const open = async (change: Record<string, unknown>) => embeddedProvider.create(embeddedOptions.parse({ context_tokens: 512, ...change }), {
    fetch: globalThis.fetch, clock: systemClock, log: silentLog, modelsFolder: productModels, downloadsFolder: modelsFolder, secret: async () => undefined,
  });
  return [...await benchAtOnce(await open({ parallel_requests: 4, kept_conversations: 4 })), ...await benchGuessing(open, draft), await benchShift(await open({ kept_conversations: 1, parallel_requests: 1 }))];
}

async function benchAtOnce(model: LanguageModel): Promise<Result[]> {
  const results: Result[] = [];
  const requests = (count: number) => Array.from({ length: count }, (_, index): ChatRequest => ({ messages: counting(index + 1), cacheKey: `count-${index}`, maxTokens: 40 }));
  await Promise.all(requests(4).map((request) => ask(model, { ...request, maxTokens: 6 })));
  for (const count of [2, 4]) {
    const one = await timed(async () => {
      const runs: Run[] = [];
      for (const request of requests(count)) runs.push(await ask(model, request));
      return runs;
    });
    const all = await timed(() => Promise.all(requests(count).map((request) => ask(model, request))));
    const tokens = (runs: readonly Run[]) => runs.reduce((sum, run) => sum + run.tokens, 0);
    const figures = ({ value, ms, cpuMs }: Timed<Run[]>) => ({ perSecond: round(tokens(value) * 1000 / ms), cpu: round(cpuMs / tokens(value)) });
    const [serial, parallel] = [figures(one), figures(all)];
    results.push({
      name: `${count} replies at once against in turn`, unit: 'tokens/s, processor ms/token', floor: count === 4 ? { value: 'cpu_share', limit: 1 } : null,
      values: { in_turn: serial.perSecond, at_once: parallel.perSecond, gain: round(parallel.perSecond / serial.perSecond), cpu_in_turn: serial.cpu, cpu_at_once: parallel.cpu, cpu_share: round(parallel.cpu / serial.cpu) },
    });
  }
  await model.close();
  return results;
}

async function benchGuessing(open: (change: Record<string, unknown>) => Promise<LanguageModel>, draft: string | undefined): Promise<Result[]> {
  const results: Result[] = [];
  const kinds = ['off', 'prompt_lookup', ...(draft === undefined ? [] : ['draft'])];
  const texts = new Map<string, string>();
  for (const speculation of kinds) {
    const model = await open({ kept_conversations: 1, parallel_requests: 1, speculation, ...(draft === undefined ? {} : { draft_model: draft }) });
    const values: Record<string, number> = {};
    let same = 1;
    for (const [name, messages] of [['repeating', repeating], ['counting', counting(1)]] as const) {
      const request: ChatRequest = { messages, cacheKey: 'guess', maxTokens: 48 };
      await ask(model, { ...request, maxTokens: 6 });
      const { value, ms, cpuMs } = await timed(() => ask(model, request));
      values[name] = round(value.tokens * 1000 / ms);
      values[`${name}_cpu`] = round(cpuMs / value.tokens);
      values[`${name}_tokens`] = value.tokens;
      if (speculation === 'off') texts.set(name, value.text);
      else if (texts.get(name) !== value.text) same = 0;
    }
    results.push({ name: `speculation ${speculation}`, unit: 'tokens/s, processor ms/token', values: { ...values, same_text: same }, floor: null });
    await model.close();
  }
  return results;
}

/** Sixteen turns through a window that holds ten. */
async function benchShift(model: LanguageModel): Promise<Result> {
  const messages: ChatMessage[] = [{ role: 'system', content: `You are Luna. ${'You are warm, curious and brief. '.repeat(8)}` }];
  let last: Run | null = null;
  const shifted = { cpu: 0, evaluated: 0, prompt: 0 };
  for (let turn = 0; turn < 16; turn += 1) {
    messages.push({ role: 'user', content: `Message ${turn}: today I walked along the river ${turn} times and I saw ${turn * 7} ducks and a dog.` });
    const { value, cpuMs } = await timed(() => ask(model, { messages, cacheKey: 'long', maxTokens: 12 }));
    if (last && value.prompt < last.prompt) Object.assign(shifted, { cpu: cpuMs, evaluated: value.evaluated, prompt: value.prompt });
    last = value;
    messages.push({ role: 'assistant', content: value.text });
  }
  await model.forget?.();
  const again = await timed(() => ask(model, { messages: messages.slice(0, -1), cacheKey: 'long', maxTokens: 12 }));
  await model.close();
  return {
    name: 'a turn after old ones left the window', unit: 'tokens, processor ms', floor: { value: 'evaluated', limit: 60 },
    values: { of: shifted.prompt, evaluated: shifted.evaluated, cpu: round(shifted.cpu), read_again: again.value.evaluated, read_again_cpu: round(again.cpuMs) },
  };
}
