// `/why` and `/search`: where a reply came from, and what was said before.
import type { Client, RecalledItem, Trace } from '../core/contract/index.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

/** What the reply was made from: companion, what was remembered with its score, model, tokens, milliseconds per stage. */
export async function showWhy(cli: Cli, client: Client, messageId: string): Promise<void> {
  const trace = await client.chat.trace({ message_id: messageId });
  if (cli.json) cli.line(JSON.stringify({ trace }));
  else for (const line of whyLines(cli, trace)) cli.line(line);
}

export function whyLines(cli: Cli, trace: Trace): string[] {
  const { character, tokens, provider } = trace;
  const { budget, ...spent } = tokens;
  const used = Object.values(spent).reduce((sum, count) => sum + count, 0);
  return [
    cli.say('whyCharacter', { name: cleanLine(character.name), level: wordFor(character.level, cli.language), mood: wordFor(character.mood, cli.language) }),
    ...(character.note === '' ? [] : [`  ${cleanLine(character.note)}`]),
    ...(trace.recalled.length === 0 ? [cli.say('whyNothingRecalled')] : [cli.say('whyRecalled'), ...trace.recalled.map((item) => itemLine(cli, item))]),
    cli.say('whyModel', { provider: provider.id, model: cleanLine(provider.model), location: cleanLine(wordFor(provider.location, cli.language)) }),
    cli.say('whyTokens', { used, budget }),
    trace.stages.map(({ stage, ms }) => `${wordFor(stage, cli.language)} ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`).join(' · '),
  ];
}

export async function showSearch(cli: Cli, client: Client, query: string): Promise<void> {
  if (query === '') return cli.line(cli.say('searchWhat'));
  const found = await client.memory.search({ query, limit: 10 });
  if (cli.json) return cli.line(JSON.stringify(found));
  for (const item of found.results) cli.line(itemLine(cli, item));
  if (found.results.length === 0) cli.line(cli.say('chatNothingFound'));
}

/** The number is how well it fits, from the best down. */
function itemLine(cli: Cli, item: RecalledItem): string {
  const day = new Date(item.created_at).toISOString().slice(0, 10);
  const text = cleanLine(item.text);
  return `  ${item.score.toFixed(3)}  ${day}  ${wordFor(item.speaker ?? item.kind, cli.language)}: ${text.length > 160 ? `${text.slice(0, 159)}…` : text}`;
}
