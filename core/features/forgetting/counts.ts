// What a plan takes away, in figures and examples.
import type { ForgetCounts } from '../../contract/forgetting.ts';
import { detectLanguage } from '../../lib/language.ts';
import { factSentence } from '../memory/index.ts';
import type { Plan } from './plan.ts';

const mostExamples = 8;
const longestExample = 120;

export function countsOf(plan: Plan, copies: Pick<ForgetCounts, 'backups' | 'snapshots_kept'>): ForgetCounts {
  return {
    facts: plan.facts.length, episodes: plan.episodes.length, messages: plan.messages.length, summaries: plan.summaries.length, proposals: plan.proposals.length,
    notes: plan.notes.length + plan.traces.length, ...copies,
  };
}

/** Facts first, in the language of the words that go. */
export function examplesOf(plan: Plan): string[] {
  const language = detectLanguage([...plan.messages, ...plan.unread].slice(0, 20).map(({ content }) => content).join('\n')) ?? 'en';
  const texts = [...plan.facts.slice(0, 4).map((fact) => factSentence(fact, language)), ...plan.episodes.slice(0, 2).map(({ title }) => title), ...plan.messages.slice(0, mostExamples).map(({ content }) => content)];
  return [...new Set(texts.map(shortened).filter((text) => text !== ''))].slice(0, mostExamples);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= longestExample ? line : `${letters.slice(0, longestExample - 1).join('')}…`;
}
