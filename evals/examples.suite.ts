// examples: three promises of the product, each said in thirty other ways.
import { join } from 'node:path';
import { productFolder } from '../core/luminora.ts';
import type { TurnEvent } from '../core/contract/events.ts';
import { createTestEngine } from '../core/testing/test-engine.ts';
import type { TestEngine } from '../core/testing/test-engine.ts';
import { bootstrapMean } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { graveWindow, introduction, readLines, renamedTopic } from './labels.ts';
import type { Said } from './labels.ts';
import { learntFacts } from './learnt-facts.ts';
import { matchFacts } from './matching.ts';
import { UsageError } from './suite.ts';
import type { Suite } from './suite.ts';

type Outcome = { language: string; isRight: boolean; line: string };

/** Any time will do: the sentences name no days. */
const someDay = Date.UTC(2026, 4, 12, 12);

export const examplesSuite: Suite = {
  id: 'examples',
  describe: 'grave events become episodes (a2), introductions become facts (a4), topics are found by other names (a6) [--only a2,a4,a6] [--llm scripted|none|embedded] [--errors [--unseal]]',
  async run({ data, options, progress }) {
    if (options['errors'] && !options['unseal']) throw new UsageError('The paraphrases are kept apart from whoever writes rules: which of them fail is shown with --unseal only.');
    const only = new Set(String(options['only'] ?? 'a2,a4,a6').split(','));
    const files = await readDataFiles(data ?? join(productFolder, 'evals', 'data', 'examples'), (name) => name.endsWith('.jsonl') && only.has(name.replace('.jsonl', '')), 'a2.jsonl, a4.jsonl or a6.jsonl');
    const speaker: Speaker = { open: engineFor(options['llm'] ?? 'scripted'), isEmbedded: options['llm'] === 'embedded' };
    const outcomes: Record<string, Outcome[]> = {};
    for (const file of files) {
      const id = file.name.replace('.jsonl', '');
      progress(`${id} ...`);
      if (id === 'a2') outcomes[id] = await eachInTurn(readLines(file, graveWindow), (item) => becomesEpisode(item, speaker));
      if (id === 'a4') outcomes[id] = readLines(file, introduction).map(isLearnt);
      if (id === 'a6') outcomes[id] = await eachInTurn(readLines(file, renamedTopic), (item) => isFound(item, speaker));
    }
    const share = (list: readonly Outcome[]) => bootstrapMean(list.map((outcome) => Number(outcome.isRight)));
    const figures = Object.entries(outcomes).flatMap(([id, list]) => [
      [id, share(list)] as const, ...['es', 'en'].map((language) => [`${id} ${language}`, share(list.filter((outcome) => outcome.language === language))] as const),
    ]);
    return {
      suite: 'examples', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files), ...(data === null ? { note: 'our own sentences' } : {}) },
      model: `bundled embeddings, language model: ${String(options['llm'] ?? 'scripted')}`, n: Object.values(outcomes).flat().length, figures: Object.fromEntries(figures),
      lines: options['errors'] ? Object.values(outcomes).flat().filter((outcome) => !outcome.isRight).map((outcome) => outcome.line) : [],
      json: { examples: Object.fromEntries(Object.entries(outcomes).map(([id, list]) => [id, share(list).value])) },
    };
  },
};

type Speaker = { open: (said: readonly Said[]) => Promise<TestEngine>; isEmbedded: boolean };

/** scripted: answers as the example says. none: no language model answers at all. embedded: the downloaded small one. */
function engineFor(llm: string | true): Speaker['open'] {
  if (llm === 'scripted') return (said) => createTestEngine({ realEmbeddings: true, script: { replies: repliesOf(said) } });
  if (llm === 'none') return () => createTestEngine({ realEmbeddings: true, script: { fail_after_tokens: 0 } });
  // Short replies: they are spoken to be remembered, not read.
  if (llm === 'embedded') return () => createTestEngine({ realEmbeddings: true, defaults: { llm_provider: { name: 'embedded', config: { task_configs: { conversation: { max_tokens: 40 } } } }, models: { downloads_folder: join(productFolder, '.cache', 'models') } } });
  throw new UsageError('--llm is scripted, none or embedded.');
}

/** What the assistant says after each message of the user; a plain word where the example has no answer. */
function repliesOf(said: readonly Said[]): string[] {
  return said.flatMap((message, index) => {
    if (message.speaker !== 'user') return [];
    const next = said[index + 1];
    return [next?.speaker === 'assistant' ? next.text : 'Mm.'];
  });
}

async function eachInTurn<T>(items: readonly T[], measure: (item: T) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await measure(item));
  return outcomes;
}

/** Says the user's part to a fresh engine and lets its background work end. */
async function afterTalking<T>({ open, isEmbedded }: Speaker, said: readonly Said[], look: (test: TestEngine, sessionId: string) => Promise<T>): Promise<T> {
  const test = await open(said);
  try {
    const session = await test.engine.client.sessions.create({});
    for (const message of said) if (message.speaker === 'user') refuseStandIn(await test.say(session.id, message.text), isEmbedded);
    await test.engine.jobsIdle();
    return await look(test, session.id);
  } finally {
    await test.close();
  }
}

/** @throws Error when another model than the embedded one answered, or none: its figures would be another's */
function refuseStandIn(events: readonly TurnEvent[], isEmbedded: boolean): void {
  if (!isEmbedded) return;
  const start = events.find((event) => event.type === 'reply-start');
  if (start === undefined || start.model === 'scripted' || !events.some((event) => event.type === 'text-delta')) throw new Error('The embedded model did not answer: see that its file lies in .cache/models (luminora models pull).');
}

function becomesEpisode({ id, language, messages, expect }: ReturnType<typeof graveWindow.parse>, speaker: Speaker): Promise<Outcome> {
  return afterTalking(speaker, messages, async (test, session_id) => {
    const { episodes } = await test.engine.client.memory.episodes({ session_id });
    const isRight = episodes.some((episode) => episode.type === expect.type && episode.importance >= expect.importance_at_least && episode.tags.includes(expect.tag));
    const got = episodes.map((episode) => `${episode.type} ${episode.importance} ${episode.tags.join(',')}`).join(' | ') || 'no episode';
    return { language, isRight, line: `${id}  ${messages.map((message) => message.text).join(' / ')}\n  ${got}` };
  });
}

function isLearnt({ id, language, text, facts }: ReturnType<typeof introduction.parse>): Outcome {
  const matching = matchFacts(facts, [], learntFacts(text, someDay));
  const wrong = [...matching.missed.map((fact) => `missed ${fact.key} = ${String(fact.value)}`), ...matching.false.map((fact) => `false ${fact.key} = ${String(fact.value)}`)];
  return { language, isRight: wrong.length === 0, line: `${id}  ${text}\n  ${wrong.join(' | ')}` };
}

function isFound({ id, language, messages, query, target }: ReturnType<typeof renamedTopic.parse>, speaker: Speaker): Promise<Outcome> {
  return afterTalking(speaker, messages, async (test) => {
    const { results } = await test.engine.client.memory.search({ query });
    const first = results.find((result) => result.kind === 'message');
    const wanted = messages[target]?.text;
    return { language, isRight: first !== undefined && first.text === wanted, line: `${id}  ${query}\n  wanted ${wanted ?? '?'}\n  first  ${first?.text ?? 'nothing'}` };
  });
}
