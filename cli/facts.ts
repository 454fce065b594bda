// `luminora facts`: what is known now, was known on a day, or has ever been known under a key.
import type { Fact } from '../core/contract/index.ts';
import { openOrConnect, type FolderOptions } from './open.ts';
import { cleanLine, type Cli } from './terminal.ts';
import { wordFor } from './words.ts';

/** `at`: milliseconds, the end of a day. */
export type FactsOptions = FolderOptions & { user?: string; project?: string; at?: number; history?: string };

const most = 1000;

export async function facts(cli: Cli, options: FactsOptions): Promise<number> {
  const opened = await openOrConnect(cli, options);
  try {
    const { user, project, at, history } = options;
    const { facts: found } = await opened.client.memory.facts({
      limit: most, ...(user === undefined ? {} : { user_id: user }), ...(project === undefined ? {} : { project }), ...(at === undefined ? {} : { at }), ...(history === undefined ? {} : { key: history, include_past: at === undefined }),
    });
    for (const line of cli.json ? [JSON.stringify({ facts: found })] : factLines(cli, found)) cli.line(line);
    return 0;
  } finally {
    await opened.close();
  }
}

/** One line for each, by category; what holds no more says from when to when it was known. Exported for its test. */
export function factLines({ say, language }: Pick<Cli, 'say' | 'language'>, found: readonly Fact[]): string[] {
  if (found.length === 0) return [say('factsNone')];
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return [...Map.groupBy(found, ({ category }) => category)].flatMap(([category, ones]) => [
    `${wordFor(category, language)}:`,
    ...ones.map((fact) => {
      const notes = [...(fact.scope === '' ? [] : [cleanLine(fact.scope)]), ...(fact.local_only ? [say('factsLocal')] : []), ...(fact.valid_to === null ? [] : [say('factsPast', { from: day(fact.valid_from), to: day(fact.valid_to) })])];
      return `  ${cleanLine(fact.key.replaceAll('_', ' '))}: ${cleanLine(Array.isArray(fact.value) ? fact.value.join(', ') : String(fact.value))}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`;
    }),
  ]);
}
