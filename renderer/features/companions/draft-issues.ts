// What keeps a draft from being a personality: the schema's issues by path, in the person's words, and the tab where each is mended.
import { personalitySchema, type Personality } from '../../../core/contract/index.ts';
import type { Translate } from '../../i18n/translate.ts';

export type DraftIssue = { path: string; code: string; message: string; values: { minimum?: number; maximum?: number; origin?: string; keys?: string } };

/** Without these a form could not even be drawn: the draft keeps its last good shape and the text waits in the JSON tab. */
const shapeCodes = ['invalid_type', 'invalid_union', 'invalid_key', 'invalid_element'];

export function issuesOf(value: unknown): DraftIssue[] {
  return (personalitySchema.safeParse(value).error?.issues ?? []).map((issue) => ({
    path: issue.path.join('.'), code: issue.code, message: issue.message,
    values: {
      ...('minimum' in issue ? { minimum: Number(issue.minimum) } : {}), ...('maximum' in issue ? { maximum: Number(issue.maximum) } : {}), ...('origin' in issue ? { origin: issue.origin } : {}),
      ...('keys' in issue ? { keys: issue.keys.join(', ') } : {}),
    },
  }));
}

/** True when every form can draw it, whatever else is wrong. */
export function hasShape(value: unknown, issues: readonly DraftIssue[]): value is Personality {
  return typeof value === 'object' && value !== null && !issues.some(({ code }) => shapeCodes.includes(code));
}

export function issueText({ code, message, values }: DraftIssue, t: Translate): string {
  const { minimum = 0, maximum = 0, origin = '' } = values;
  if (code === 'too_small') return origin === 'string' ? (minimum <= 1 ? t('issue_empty') : t('issue_short', { count: minimum })) : origin === 'array' ? t('issue_few', { count: minimum }) : t('issue_low', { minimum });
  if (code === 'too_big') return origin === 'string' ? t('issue_long', { count: maximum }) : origin === 'array' ? t('issue_many', { count: maximum }) : t('issue_high', { maximum });
  if (code === 'invalid_format') return t(/1\.0\.0/.test(message) ? 'issue_version' : 'issue_name');
  if (code === 'invalid_value') return t('issue_value');
  if (code === 'unrecognized_keys') return t('issue_unknown', { keys: values.keys ?? '' });
  if (code === 'invalid_type') return t('issue_type');
  return message;
}

export const editorTabs = ['identity', 'voice', 'behaviour', 'traits', 'levels', 'moods', 'lorebook', 'memory', 'json'] as const;
export type EditorTab = (typeof editorTabs)[number];

const places: [EditorTab, RegExp][] = [
  ['identity', /^(persona|introduction|scenario|appearance|translations)(\.|$)/],
  ['voice', /^(core_traits\.communication_style|linguistic_profile|greetings|trigger_responses|examples)(\.|$)/],
  ['traits', /^(core_traits|advanced_parameters)(\.|$)/],
  ['behaviour', /^(behavioral_rules|safety_guards|system_prompt|post_history_instructions)(\.|$)/],
  ['levels', /^(hierarchical_config|affinity_config)(\.|$)/],
  ['moods', /^mood_config(\.|$)/],
  ['lorebook', /^lorebook(\.|$)/],
  ['memory', /^memory_preferences(\.|$)/],
];

/** The tab that shows the field; the JSON one shows everything. */
export function tabOf(path: string): EditorTab {
  return places.find(([, pattern]) => pattern.test(path))?.[0] ?? 'json';
}
