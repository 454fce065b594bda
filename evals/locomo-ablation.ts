// What each idea of the search adds: the same questions with one thing changed at a time.
import type { MemorySearch, SearchSettings } from '../core/features/memory/search/memory-search.ts';
import { searchWeights } from '../core/features/memory/search/weights.ts';
import type { Asked, Told } from './locomo.suite.ts';
import { openSearchWorld } from './search-world.ts';
import type { SearchWorld } from './search-world.ts';

const without = (...names: (keyof typeof searchWeights)[]): Partial<SearchSettings> => ({ weights: { ...searchWeights, ...Object.fromEntries(names.map((name) => [name, 0])) } });
const only = (...names: (keyof typeof searchWeights)[]): Partial<SearchSettings> => ({ weights: { ...without(...Object.keys(searchWeights) as (keyof typeof searchWeights)[]).weights!, ...Object.fromEntries(names.map((name) => [name, searchWeights[name]])) } });

const variants: readonly (readonly [string, Partial<SearchSettings>])[] = [
  ['vectors alone, names in the question, not stepped away', { ...only('meaning'), namesLeave: false, stepAway: 0 }],
  ['vectors alone', only('meaning')],
  ['words alone, each message by itself', { ...only('words'), reach: 0 }],
  ['words alone, with the neighbours', only('words')],
  ['vectors and words', only('meaning', 'words')],
  ['without vectors', without('meaning')],
  ['without words', without('words')],
  ['words of each message by itself', { reach: 0 }],
  ['speakers\' names stay in the question', { namesLeave: false }],
  ['without "said by whom the question names"', without('person')],
  ['without what was said nearby', without('context')],
  ['without the second hop', without('secondHop')],
  ['without other words for the question\'s', { related: false }],
  ['the question does not step away from the middle', { stepAway: 0 }],
  ['without how much a message tells', without('substance')],
  ['without taking questions down', without('asking')],
  ['without the time the question speaks of', without('time')],
  ['without "tells a time" for when-questions', without('tellsWhen')],
  ['without recency and the user\'s own words', without('recency', 'ownWords')],
  ['50 candidates of each list', { candidates: 50 }],
  ['200 candidates of each list', { candidates: 200 }],
];

type AskAll = (search: MemorySearch, told: readonly Told[]) => Promise<Asked[]>;

/** The table as Markdown: recall in percent, the last column multi-hop @10. */
export async function ablationTable(world: SearchWorld, told: readonly Told[], full: readonly Asked[], askAll: AskAll, progress: (line: string) => void): Promise<string[]> {
  const rows = [row('**all of it**', full)];
  for (const [name, settings] of variants) {
    progress(`ablation: ${name}`);
    rows.push(row(name, await askAll(world.searchWith(settings), told)));
  }
  progress('ablation: messages embedded as questions');
  const other = await openSearchWorld({ message: 'query' });
  try {
    const again = await tellAgain(other, told);
    rows.push(row('messages embedded as "query:"', await askAll(other.search, again)), row('the same, vectors alone', await askAll(other.searchWith({ ...only('meaning'), stepAway: 0 }), again)));
  } finally {
    await other.close();
  }
  return ['| | @5 | @10 | @20 | @50 | multi-hop @10 |', '|---|---|---|---|---|---|', ...rows];
}

function row(name: string, asked: readonly Asked[]): string {
  const percent = (values: readonly number[]) => ((100 * values.reduce((sum, value) => sum + value, 0)) / Math.max(1, values.length)).toFixed(1);
  return `| ${name} | ${[0, 1, 2, 3].map((index) => percent(asked.map((one) => one.recall[index]!))).join(' | ')} | ${percent(asked.filter(({ category }) => category === 1).map((one) => one.recall[1]!))} |`;
}

async function tellAgain(world: SearchWorld, told: readonly Told[]): Promise<Told[]> {
  const again: Told[] = [];
  for (const one of told) {
    const messageOf = new Map<string, string>();
    for (const { started_at, turns } of one.conversation.sessions) {
      const ids = await world.tell({ user_id: one.user_id, started_at, messages: turns.map(({ isFirstSpeaker, text }) => ({ speaker: isFirstSpeaker ? 'user' : 'assistant', text })) });
      turns.forEach((turn, place) => messageOf.set(turn.id, ids[place]!));
    }
    again.push({ ...one, messageOf });
  }
  return again;
}
