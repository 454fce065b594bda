// summaries: how many of the labelled facts of ten messages are still in their summary, beside the three first sentences.
import { join } from 'node:path';
import * as z from 'zod';
import type { Message } from '../core/contract/entities.ts';
import { createFactReader } from '../core/features/memory/index.ts';
import { languageOfStretch, summarise } from '../core/features/summaries/index.ts';
import { productFolder } from '../core/luminora.ts';
import { bootstrap } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { readLines } from './labels.ts';
import { UsageError } from './suite.ts';
import type { Suite } from './suite.ts';

const labelledStretch = z.object({
  id: z.string(), language: z.enum(['es', 'en']), messages: z.array(z.object({ speaker: z.enum(['user', 'assistant']), text: z.string() })).min(1),
  /** A fact is kept when of each of its groups one word is there. */
  facts: z.array(z.array(z.array(z.string()).min(1)).min(1)).min(1),
});
type LabelledStretch = z.infer<typeof labelledStretch>;
type Measured = { stretch: LabelledStretch; summary: string; lead: string; kept: boolean[]; keptByLead: boolean[]; keptByUsersLead: boolean[] };

export const summariesSuite: Suite = {
  id: 'summaries',
  describe: 'facts of ten messages that their summary keeps, beside the first three sentences [--half development|sealed] [--errors [--unseal]]',
  async run({ data, options }) {
    const half = options['half'] ?? (data === null ? 'development' : 'all');
    if (typeof half !== 'string' || !['development', 'sealed', 'all'].includes(half)) throw new UsageError('--half is development, sealed or all.');
    if (options['errors'] && half !== 'development' && !options['unseal']) throw new UsageError('The sealed half is for measuring: its summaries are shown with --unseal only, and then it is sealed no more.');
    const files = await readDataFiles(data ?? join(productFolder, 'evals', 'data', 'summaries'), (name) => (half === 'all' ? name.endsWith('.jsonl') : name === `${half}.jsonl`), `${half}.jsonl`);
    const stretches = files.flatMap((file) => readLines(file, labelledStretch));
    const begun = performance.now();
    const measured = stretches.map(measure);
    const ms = (performance.now() - begun) / Math.max(1, stretches.length);
    // Facts of one conversation stand or fall together: conversations are drawn again, not facts.
    const recall = (list: readonly Measured[], of: 'kept' | 'keptByLead' | 'keptByUsersLead') => bootstrap(list, (sample) => mean(sample.flatMap((one) => one[of].map(Number))));
    const parts = [['all', measured] as const, ...(['es', 'en'] as const).map((language) => [language, measured.filter(({ stretch }) => stretch.language === language)] as const)];
    const figures = Object.fromEntries(parts.flatMap(([name, list]) => [
      [`${name} summary`, recall(list, 'kept')], [`${name} first three sentences`, recall(list, 'keptByLead')], [`${name} first three of the user`, recall(list, 'keptByUsersLead')],
    ]));
    figures['all difference'] = bootstrap(measured, (sample) => mean(sample.flatMap((one) => one.kept.map(Number))) - mean(sample.flatMap((one) => one.keptByLead.map(Number))));
    const length = (texts: readonly string[]) => mean(texts.map((text) => text.length)).toFixed(0);
    return {
      suite: 'summaries', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files), ...(data === null ? { note: 'our own conversations and labels' } : {}) },
      model: 'rules', n: stretches.length, figures, ms_per_query: ms,
      lines: [
        `facts ${measured.flatMap(({ kept }) => kept).length}, characters of a summary ${length(measured.map(({ summary }) => summary))}, of three sentences ${length(measured.map(({ lead }) => lead))}`,
        ...(options['errors'] ? measured.flatMap(({ stretch, summary, kept }) => ['', `${stretch.id}  ${summary}`, ...stretch.facts.filter((_, index) => !kept[index]).map((fact) => `  missed ${fact.map((group) => group.join('|')).join(' & ')}`)]) : []),
      ],
      json: { summaries: Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value])) },
    };
  },
};

const foldText = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function measure(stretch: LabelledStretch): Measured {
  const said = stretch.messages.map(({ speaker, text }, index): { message: Message; classification: null } => ({
    message: {
      id: String(index), session_id: 's', user_id: 'u', parent_id: index === 0 ? null : String(index - 1), depth: index, speaker, content: text, status: 'complete', is_active: true, client_message_id: null,
      context: null, model: null, error: null, created_at: Date.UTC(2026, 4, 12, 12, index),
    },
    classification: null,
  }));
  const summary = summarise(said, languageOfStretch(said) ?? 'en', createFactReader());
  const leadOf = (messages: LabelledStretch['messages']) => messages.flatMap(({ text }) => text.match(/[^.!?…\n]+[.!?…]*/g) ?? []).slice(0, 3).join(' ');
  const lead = leadOf(stretch.messages);
  const keeps = (text: string) => {
    const folded = foldText(text);
    return stretch.facts.map((groups) => groups.every((group) => group.some((word) => folded.includes(foldText(word)))));
  };
  return { stretch, summary, lead, kept: keeps(summary), keptByLead: keeps(lead), keptByUsersLead: keeps(leadOf(stretch.messages.filter(({ speaker }) => speaker === 'user'))) };
}
