// Turns the figures of a trace into parts of a bar. Pure.
import { en } from '../../i18n/en.ts';
import type { TextKey, Translate } from '../../i18n/translate.ts';
import type { Trace } from '../../../core/contract/index.ts';

export type Part = { id: string; name: string; value: number; colour: string };
export type StagePart = Part & { /** Spent waiting for the language model, not in Luminora. */ isModel: boolean };

const colours = ['var(--part-1)', 'var(--part-2)', 'var(--part-3)', 'var(--part-4)', 'var(--mood-sad)', 'var(--mood-playful)', 'var(--mood-excited)', 'var(--part-5)'];

export function stageParts(stages: Trace['stages'], t: Translate): StagePart[] {
  return stages.map(({ stage, ms }, index) => ({ id: stage, name: stageName(stage, t), value: ms, colour: colours[index % colours.length] ?? 'var(--part-5)', isModel: /generate|first.token/i.test(stage) }));
}

export function tokenParts(tokens: Trace['tokens'], t: Translate): { parts: Part[]; used: number; budget: number } {
  const sections = ['prefix', 'summary', 'history', 'recalled', 'message'] as const;
  const parts = sections.map((id, index) => ({ id, name: t(`why_section_${id}`), value: tokens[id], colour: colours[index] ?? 'var(--part-5)' }));
  return { parts, used: totalMs(parts), budget: tokens.budget };
}

export function totalMs(parts: readonly Pick<Part, 'value'>[]): number {
  return parts.reduce((sum, part) => sum + part.value, 0);
}

function stageName(stage: string, t: Translate): string {
  const key = `stage_${stage.replaceAll(/[\s-]+/g, '_')}`;
  return key in en ? t(key as TextKey) : stage.replaceAll(/[_-]+/g, ' ');
}
