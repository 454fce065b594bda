// What models elsewhere cost, as far as it is known: list prices of one day. A model that is not here has no price, and none is guessed.

/** The day they were looked up. */
export const pricesOf = '2026-04-30';

/** US dollars for a million tokens. `model`: the name itself, or with a date or version after it ("-20251001"). */
type Price = { provider: string; model: string; prompt: number; completion: number };

const prices: readonly Price[] = [
  { provider: 'openai', model: 'gpt-5.5', prompt: 5, completion: 30 },
  { provider: 'openai', model: 'gpt-5.4', prompt: 2.5, completion: 15 },
  { provider: 'openai', model: 'gpt-5.4-mini', prompt: 0.75, completion: 4.5 },
  { provider: 'claude', model: 'claude-opus-4-7', prompt: 5, completion: 25 },
  { provider: 'claude', model: 'claude-sonnet-4-6', prompt: 3, completion: 15 },
  { provider: 'claude', model: 'claude-haiku-4-5', prompt: 1, completion: 5 },
  { provider: 'deepseek', model: 'deepseek-v4-flash', prompt: 0.14, completion: 0.28 },
];

export type Spent = { provider: string; model: string; is_local: boolean | null; prompt_tokens: number; completion_tokens: number };

/** US dollars; 0 on this machine, null where the price is not known. */
export function costOf({ provider, model, is_local, prompt_tokens, completion_tokens }: Spent): number | null {
  if (is_local === true) return 0;
  const price = prices.find((known) => known.provider === provider && (model === known.model || isDated(model, known.model)));
  return price === undefined ? null : (prompt_tokens * price.prompt + completion_tokens * price.completion) / 1e6;
}

/** "gpt-5.4-2026-03-05" is gpt-5.4 of a day; "gpt-5.4-mini" is another model. */
function isDated(model: string, name: string): boolean {
  return model.startsWith(`${name}-`) && /^\d{4}-?\d{2}-?\d{2}$/.test(model.slice(name.length + 1));
}
