// What a search is narrowed to, as a person chooses it, and as the engine is asked. Pure.
import type { Fact, RecalledItem, SearchFilters } from '../../../core/contract/index.ts';

export const searchKinds = ['fact', 'episode', 'message'] as const satisfies readonly RecalledItem['kind'][];
export const searchTimes = ['any', 'week', 'month', 'year', 'custom'] as const;
/** GoEmotions' labels in the groups a person thinks in. */
export const emotionGroups = {
  joy: ['joy', 'amusement', 'excitement', 'optimism', 'pride', 'relief', 'approval'],
  affection: ['love', 'caring', 'gratitude', 'admiration', 'desire'],
  sadness: ['sadness', 'grief', 'disappointment', 'remorse', 'embarrassment'],
  anger: ['anger', 'annoyance', 'disapproval', 'disgust'],
  fear: ['fear', 'nervousness'],
  surprise: ['surprise', 'realization', 'confusion', 'curiosity'],
  neutral: ['neutral'],
} as const;
export type EmotionGroup = keyof typeof emotionGroups;

export type SearchChoice = {
  kinds: readonly (typeof searchKinds)[number][];
  time: (typeof searchTimes)[number];
  /** "YYYY-MM-DD" or '', used while `time` is custom. */
  from: string;
  to: string;
  /** Id of a companion; '' for all. */
  personality: string;
  /** Name of a project; '' for everywhere. */
  project: string;
  categories: readonly Fact['category'][];
  importance: readonly NonNullable<SearchFilters['importance']>[number][];
  emotions: readonly EmotionGroup[];
};
export const noChoice: SearchChoice = { kinds: [], time: 'any', from: '', to: '', personality: '', project: '', categories: [], importance: [], emotions: [] };

const day = 86_400_000;
const spans = { week: 7 * day, month: 30 * day, year: 365 * day };

export function toFilters(choice: SearchChoice, now: number): SearchFilters {
  const { time } = choice;
  const from = time === 'custom' ? startOfDay(choice.from) : time === 'any' ? null : now - spans[time];
  const to = time === 'custom' ? startOfDay(choice.to) : null;
  return {
    ...(choice.kinds.length > 0 ? { kinds: [...choice.kinds] } : {}),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to: endOfDay(to) }),
    ...(choice.personality ? { personality: choice.personality } : {}),
    ...(choice.project ? { project: choice.project } : {}),
    ...(choice.categories.length > 0 ? { categories: [...choice.categories] } : {}),
    ...(choice.importance.length > 0 ? { importance: [...choice.importance] } : {}),
    ...(choice.emotions.length > 0 ? { emotions: choice.emotions.flatMap((group) => [...emotionGroups[group]]) } : {}),
  };
}

/** How many of the facets are in use. */
export function countChosen(choice: SearchChoice): number {
  const lists = [choice.kinds, choice.categories, choice.importance, choice.emotions].filter((list) => list.length > 0).length;
  const hasTime = choice.time !== 'any' && (choice.time !== 'custom' || choice.from !== '' || choice.to !== '');
  return lists + (hasTime ? 1 : 0) + (choice.personality ? 1 : 0) + (choice.project ? 1 : 0);
}

/** Adds what is not there, takes away what is. */
export function toggle<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((entry) => entry !== value) : [...list, value];
}

function startOfDay(text: string): number | null {
  const [year, month, date] = text.split('-').map(Number);
  return year && month && date ? new Date(year, month - 1, date).getTime() : null;
}

function endOfDay(start: number): number {
  const date = new Date(start);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime() - 1;
}
