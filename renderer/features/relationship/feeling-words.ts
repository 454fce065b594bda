// The engine's codes of mood and affinity in the words of a language. Pure.
import type { AffinityEvent, AffinityView, Mood, MoodDefinition } from '../../../core/contract/index.ts';
import { en } from '../../i18n/en.ts';
import { es } from '../../i18n/es.ts';
import { formatNumber } from '../../i18n/format.ts';
import type { Language, TextKey, Translate } from '../../i18n/translate.ts';

/** The sentence of a key, where there is one. */
function wordsOf(key: string, t: Translate): string | null {
  return key in en ? t(key as TextKey) : null;
}
const spaced = (id: string): string => id.replaceAll(/[_-]+/g, ' ');

/** A companion's own name for the mood, else ours, else its id. */
export function moodWord(id: string, moods: readonly MoodDefinition[], language: Language, t: Translate): string {
  const labels = moods.find((mood) => mood.id === id)?.labels;
  return labels?.[language] ?? wordsOf(`mood_${id.replaceAll('-', '_')}`, t) ?? Object.values(labels ?? {})[0] ?? spaced(id);
}

export function levelWord(name: string, t: Translate): string {
  return wordsOf(`level_${name.replaceAll('-', '_')}`, t) ?? spaced(name);
}

/** Hue of a mood's dot, ring and area; null is grey. */
export function moodHue(id: string, moods: readonly MoodDefinition[]): number | null {
  return id === 'neutral' ? null : moods.find((mood) => mood.id === id)?.hue ?? null;
}

/** The colour of a mood. Lightness is the theme's, so that every hue can be told from the paper. */
export function moodColour(id: string, moods: readonly MoodDefinition[]): string {
  const hue = moodHue(id, moods);
  if (hue !== null) return `oklch(from var(--mood-base) l c ${hue})`;
  return ['happy', 'sad', 'excited', 'concerned', 'playful', 'loving'].includes(id) ? `var(--mood-${id})` : 'var(--mood-neutral)';
}

export function strengthWord(intensity: number, t: Translate): string {
  return t(intensity < 0.2 ? 'mood_strength_1' : intensity < 0.45 ? 'mood_strength_2' : intensity < 0.75 ? 'mood_strength_3' : 'mood_strength_4');
}

/** "life_event:bereavement" as a sentence. */
export function causeSentence(cause: Mood['cause'], t: Translate): string {
  const [kind = '', what = ''] = cause.split(/:(.*)/s);
  if (kind === 'life_event') return t('cause_life_event', { what: wordsOf(`life_${what}`, t) ?? spaced(what) });
  if (kind === 'emotion') return t('cause_emotion', { what: wordsOf(`feeling_${what}`, t) ?? spaced(what) });
  if (kind === 'trigger') return t('cause_trigger', { what: spaced(what) });
  return wordsOf(what ? `cause_${kind}_${what}` : `cause_${kind}`, t) ?? t('cause_unknown');
}

/** Whether a level was gained (or lost). The entry before tells; where it is not known, the points moved do. */
export function isRise(event: AffinityEvent, levels: AffinityView['levels'], before: string | null): boolean {
  const place = (name: string): number => levels.findIndex((level) => level.name === name);
  return before === null ? event.asked >= 0 && event.delta >= 0 : place(event.level) > place(before);
}

/** Reasons that we wrote ourselves, by their words in any language: they are told in the language of the screen. Others are a companion's own, and stay as they are. */
const ownReasons: ReadonlyMap<string, TextKey> = new Map([en, es].flatMap((texts) => Object.entries(texts).flatMap(([key, text]) => (key.startsWith('rule_') ? [[text, key as TextKey] as const] : []))));

function ruleReason({ rule, reason }: Pick<AffinityEvent, 'rule' | 'reason'>, t: Translate): string {
  const key = `rule_${rule}` as TextKey;
  const own = reason === '' || en[key] === reason || es[key] === reason ? key : ownReasons.get(reason);
  return own && own in en ? t(own) : reason || spaced(rule);
}

/** What an entry of the ledger is for. @param before the level before it, and whether it takes a taking back back, where they are known */
export function entryReason(event: AffinityEvent, view: AffinityView | null, t: Translate, before: { level?: string | null; isPutBack?: boolean } = {}): string {
  const days = Number(/\d+/.exec(event.reason)?.[0] ?? 1);
  switch (event.kind) {
    case 'level': return t(isRise(event, view?.levels ?? [], before.level ?? null) ? 'ledger_level_up' : 'ledger_level_down', { level: levelWord(event.level, t) });
    case 'milestone': return t('ledger_milestone', { title: milestoneTitle(event.rule, view) ?? (event.reason || spaced(event.rule)) });
    case 'revert': return t(before.isPutBack ? 'ledger_put_back_entry' : 'ledger_revert_entry', { reason: event.rule === 'manual' ? t('ledger_manual') : ruleReason(event, t) });
    case 'manual': return event.reason ? `${t('ledger_manual')}: ${event.reason}` : t('ledger_manual');
    case 'absence': case 'return': return t(`rule_${event.kind}`, { count: days });
    default: return ruleReason(event, t);
  }
}

export function milestoneTitle(id: string, view: AffinityView | null): string | null {
  return view?.milestones.find((milestone) => milestone.id === id)?.title ?? null;
}

/** The first letter large, for a line of its own. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** The first letter small, for a word within a sentence. */
export function uncapital(text: string): string {
  return text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

/** "+1.2", "−4": with a real minus. */
export function signed(value: number, language: Language): string {
  return `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value), language)}`;
}

/** Points as people say them: to a tenth. */
export function roundPoints(points: number): number {
  return Math.round(points * 10) / 10;
}
