// locomo: does the search find the turns that answer a question? No language model is asked.
import type { MemorySearch } from '../core/features/memory/search/memory-search.ts';
import { bootstrapMean } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { ablationTable } from './locomo-ablation.ts';
import { readConversations } from './locomo-files.ts';
import type { Conversation } from './locomo-files.ts';
import type { Figure } from './report.ts';
import { openSearchWorld } from './search-world.ts';
import type { SearchWorld } from './search-world.ts';
import { UsageError } from './suite.ts';
import type { Suite } from './suite.ts';

export const depths = [5, 10, 20, 50] as const;
const categories = { 1: 'multi-hop', 2: 'temporal', 3: 'open-domain', 4: 'single-hop' } as const;

export type Asked = { conversation: number; category: number; /** Share of the evidence within each depth. */ recall: number[]; ms: number };
/** A conversation in the memory: its user and the message of each turn. */
export type Told = { conversation: Conversation; user_id: string; messageOf: ReadonlyMap<string, string>; ended_at: number };

export const locomoSuite: Suite = {
  id: 'locomo',
  describe: 'turn-level evidence recall of the search on LoCoMo conversations, categories 1-4 [--ablation]',
  async run({ data, options, progress }) {
    if (data === null) throw new UsageError('LoCoMo is not in the repository (CC BY-NC 4.0): give a folder with its *.json with --data DIR.');
    const files = await readDataFiles(data, (name) => name.endsWith('.json'), 'LoCoMo conversations (*.json)');
    const conversations = readConversations(files);
    const world = await openSearchWorld();
    try {
      const told = await tellAll(world, conversations, progress);
      const asked = await askAll(world.search, told);
      const figures: Record<string, Figure> = {};
      const recall: Record<string, number> = {};
      for (const [index, depth] of depths.entries()) {
        const figure = bootstrapMean(asked.map((one) => one.recall[index]!));
        figures[`recall @${depth}`] = figure;
        recall[depth] = figure.value;
      }
      const byCategory: Record<string, { n: number; recall: Record<string, number> }> = {};
      for (const [category, name] of Object.entries(categories)) {
        const own = asked.filter((one) => one.category === Number(category));
        byCategory[category] = { n: own.length, recall: {} };
        for (const [index, depth] of depths.entries()) {
          const figure = bootstrapMean(own.map((one) => one.recall[index]!));
          figures[`${category} ${name} @${depth}`] = figure;
          byCategory[category].recall[depth] = figure.value;
        }
      }
      const times = asked.map(({ ms }) => ms).sort((one, other) => one - other);
      const ms = { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
      const left = conversations.reduce((sum, { left_out }) => ({ questions: sum.questions + left_out.questions, ids: sum.ids + left_out.ids }), { questions: 0, ids: 0 });
      const turns = conversations.reduce((sum, one) => sum + one.sessions.reduce((count, { turns: own }) => count + own.length, 0), 0);
      return {
        suite: 'locomo', dataset: { files: files.map(({ name }) => name), sha256: datasetHash(files), note: `${conversations.length} conversations, ${turns} turns` }, model: world.model, n: asked.length, k: [...depths], figures,
        ms_per_query: times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length),
        lines: [
          `left out: ${left.questions} questions without usable evidence, ${left.ids} evidence ids that no turn has`,
          `ms per query, embedding included: p50 ${ms.p50.toFixed(1)}, p95 ${ms.p95.toFixed(1)}`,
          ...conversations.map(({ name }, index) => `${name}: ${depths.map((depth, at) => `@${depth} ${mean(asked.filter((one) => one.conversation === index).map((one) => one.recall[at]!)).toFixed(3)}`).join('  ')}`),
          ...(options['ablation'] ? ['', ...await ablationTable(world, told, asked, askAll, progress)] : []),
        ],
        json: { recall, categories: byCategory, ms, left_out: left },
      };
    } finally {
      await world.close();
    }
  },
};

/** A user per conversation: the first speaker is the user, the second the companion. */
export async function tellAll(world: SearchWorld, conversations: readonly Conversation[], progress: (line: string) => void): Promise<Told[]> {
  const told: Told[] = [];
  for (const [index, conversation] of conversations.entries()) {
    progress(`indexing ${conversation.name} (${index + 1} of ${conversations.length})`);
    const user_id = `speaker-${index}`;
    const messageOf = new Map<string, string>();
    for (const { started_at, turns } of conversation.sessions) {
      const ids = await world.tell({ user_id, started_at, messages: turns.map(({ isFirstSpeaker, text }) => ({ speaker: isFirstSpeaker ? 'user' : 'assistant', text })) });
      turns.forEach((turn, place) => messageOf.set(turn.id, ids[place]!));
    }
    told.push({ conversation, user_id, messageOf, ended_at: Math.max(...conversation.sessions.map(({ started_at }) => started_at)) + 86_400_000 });
  }
  return told;
}

export async function askAll(search: MemorySearch, told: readonly Told[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const [index, { conversation, user_id, messageOf, ended_at }] of told.entries()) {
    const [user, assistant] = conversation.speakers;
    for (const question of conversation.questions) {
      const begun = performance.now();
      const { items } = await search({ user_id, text: question.text, limit: depths.at(-1)!, speaker_names: { user, assistant }, now: ended_at, filters: { kinds: ['message'] } });
      const ms = performance.now() - begun;
      const place = new Map(items.map(({ id }, at) => [id, at]));
      const places = question.evidence.map((id) => place.get(messageOf.get(id)!) ?? Infinity);
      asked.push({ conversation: index, category: question.category, recall: depths.map((depth) => places.filter((at) => at < depth).length / places.length), ms });
    }
  }
  return asked;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
