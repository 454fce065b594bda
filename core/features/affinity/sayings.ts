// The sentences of the ledger and of milestones, in the two languages the product speaks.
import type { AffinityRule } from '../../contract/affinity-config.ts';
import type { Language } from '../../lib/language.ts';
import { own } from './own.ts';

/** A sentence of a rule in a language, in English where it lacks that one, in any where it lacks both. */
export function saidIn(words: AffinityRule['reason'], language: Language): string {
  return typeof words === 'string' ? words : (words[language] ?? words['en'] ?? Object.values(words)[0] ?? '');
}

const levelNames: Readonly<Record<string, Record<Language, string>>> = {
  stranger: { en: 'strangers', es: 'desconocidos' }, acquaintance: { en: 'acquaintances', es: 'conocidos' }, friend: { en: 'friends', es: 'amistad' },
  close_friend: { en: 'close friends', es: 'amistad íntima' }, soulmate: { en: 'soulmates', es: 'almas gemelas' },
};

/** A level's name for a person; a personality's own names are shown as they are, without underscores. */
export function levelName(name: string, language: Language): string {
  return own(levelNames, name)?.[language] ?? name.replaceAll('_', ' ');
}

const counted = (language: Language, count: number, one: [string, string], many: [string, string]): string => `${count} ${(count === 1 ? one : many)[language === 'es' ? 1 : 0]}`;
const days = (language: Language, count: number): string => counted(language, count, ['day', 'día'], ['days', 'días']);

/** Numbers as a reader of the language writes them. */
const number = (language: Language, value: number): string => String(Math.round(value * 100) / 100).replace('.', language === 'es' ? ',' : '.');

export const sayings = {
  absence: (language: Language, silent: number) => (language === 'es' ? `${days(language, silent)} sin hablar` : `${days(language, silent)} without a word`),
  back: (language: Language, silent: number) => (language === 'es' ? `Volviste después de ${days(language, silent)}` : `You came back after ${days(language, silent)}`),
  levelUp: (language: Language, level: string) => (language === 'es' ? `Nuevo nivel: ${levelName(level, language)}` : `New level: ${levelName(level, language)}`),
  levelDown: (language: Language, level: string) => (language === 'es' ? `De vuelta al nivel: ${levelName(level, language)}` : `Back to the level: ${levelName(level, language)}`),
  levelMilestone: (language: Language, level: string) => (language === 'es' ? `Llegar a ser ${levelName(level, language)}` : `Becoming ${levelName(level, language)}`),
  byHand: (language: Language) => (language === 'es' ? 'Cambiado a mano' : 'Changed by hand'),
  takenBack: (language: Language, reason: string) => (language === 'es' ? `Retirado: ${reason}` : `Taken back: ${reason}`),
  nothing: (language: Language) => (language === 'es' ? 'Nada que cuente' : 'Nothing that counts'),
  missingPoints: (language: Language, points: number) => (language === 'es' ? `${number(language, points)} ${points === 1 ? 'punto' : 'puntos'} más` : `${number(language, points)} more ${points === 1 ? 'point' : 'points'}`),
  missingMessages: (language: Language, count: number) => counted(language, count, ['more message', 'mensaje más'], ['more messages', 'mensajes más']),
  missingDays: (language: Language, count: number) => counted(language, count, ['more day', 'día más'], ['more days', 'días más']),
  missingLevel: (language: Language, level: string) => (language === 'es' ? `el nivel «${levelName(level, language)}»` : `the level "${levelName(level, language)}"`),
  missingDeed: (language: Language, reason: string) => (language === 'es' ? `que pase por primera vez: ${reason}` : `it has to happen first: ${reason}`),
  missing: (language: Language, parts: readonly string[]) => `${language === 'es' ? 'Falta' : 'Still to come'}: ${parts.join(', ')}.`,
};
