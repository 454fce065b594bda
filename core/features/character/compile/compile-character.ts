// The character as the model will read it: base, relationship, mood and the user's wishes, in words, with what each of them changed.
import type { CharacterLayer, compiledCharacterSchema } from '../../../contract/characters.ts';
import type { Modifier, Parameters } from '../../../contract/parameters.ts';
import type { Level, Personality } from '../../../contract/personality.ts';
import type { Language } from '../../../lib/language.ts';
import type * as z from 'zod';
import { levelsOf } from '../levels.ts';
import { parameterSentences } from './bands.ts';
import { writeHead } from './head.ts';
import { moodSentences, movesBetween, writeNote } from './note.ts';
import type { FeltMood, Moves } from './note.ts';
import { changesBetween, parameterLayers } from './parameters.ts';
import { moodAdjustments, textsOf } from './texts.ts';
import { englishWords } from './words-en.ts';
import { spanishWords } from './words-es.ts';
import type { ExampleExchange, Words } from './words.ts';

export type CompileInput = {
  personality: Personality; id: string;
  /** A name of its levels; one it does not have changes nothing. */
  level: string;
  /** With its adjustments in the language asked for, where they are not the personality's own. */
  mood: FeltMood | null;
  overrides: Modifier;
  /** The parameters of the turn before; null at the beginning: nothing to move away from. */
  previous: Parameters | null;
  language: Language; userName: string | null;
  /** Lorebook entries that are always on, macros filled in. */
  lore?: { before: readonly string[]; after: readonly string[] };
};
export type CompiledCharacter = z.infer<typeof compiledCharacterSchema> & {
  examples: ExampleExchange[];
  /** A card's post-history instructions, '' when it has none. */
  closing: string;
};

const languages: Record<Language, Words> = { en: englishWords, es: spanishWords };

/** Pure: the same input gives the same text, byte for byte. `text` does not depend on `mood` and `previous`, so that the prompt's frozen prefix holds. */
export function compileCharacter(input: CompileInput): CompiledCharacter {
  const { personality, mood, overrides, language } = input;
  const words = languages[language];
  const found = levelsOf(personality).find(({ name }) => name === input.level);
  const level: Level = found ?? { name: input.level, affinity_range: [0, 100], modifiers: {} };

  const { base, atLevel, inMood, target, settled, parameters } = parameterLayers(personality, {
    level: level.modifiers, mood: mood && { modifiers: mood.definition.modifiers, intensity: mood.intensity }, overrides, previous: input.previous,
  });

  const texts = textsOf(personality, { id: input.id, level, language, userName: input.userName }, words);
  const isSpokenOf = found !== undefined && personality.hierarchical_config?.enabled !== false;
  const head = writeHead({ personality, texts, words, parameters: settled, levelName: isSpokenOf ? level.name : null, wishes: overrides, lore: input.lore ?? { before: [], after: [] } });
  const felt = moodSentences(mood, mood === null ? [] : moodAdjustments(personality, mood.definition, language).map(texts.fill), language, words);
  const moves = movesBetween(settled, parameters, words);
  const note = writeNote(felt, moves, words);

  const inWords = (value: Parameters) => Object.values(parameterSentences(value, words));
  const newTo = (from: Parameters, to: Parameters) => inWords(to).filter((sentence) => !inWords(from).includes(sentence) && head.text.includes(sentence));
  const ofMood = sentencesOf(movesBetween(settled, target, words));
  const moved = sentencesOf(moves);
  const layers: CharacterLayer[] = [
    { layer: 'base', changes: changesBetween(middles, base), added: [...head.own, ...inWords(base).filter((sentence) => head.text.includes(sentence))] },
    { layer: 'level', changes: changesBetween(base, atLevel), added: [...head.level, ...newTo(base, atLevel)] },
    { layer: 'mood', changes: changesBetween(atLevel, inMood), added: [...felt, ...moved.filter((sentence) => ofMood.includes(sentence))] },
    { layer: 'user', changes: changesBetween(inMood, target), added: [...head.wishes, ...newTo(atLevel, settled)] },
    { layer: 'smoothing', changes: changesBetween(target, parameters), added: moved.filter((sentence) => !ofMood.includes(sentence)) },
  ];
  return {
    personality: input.id, name: personality.persona.name, level: input.level, mood: mood?.id ?? 'neutral', text: head.text, note, parameters, layers,
    examples: [...texts.examples, words.memoryExample], closing: texts.closing,
  };
}

const middles: Parameters = { verbosity: 0.5, formality: 0.5, humor: 0.5, empathy: 0.5, creativity: 0.5, directness: 0.5 };
const sentencesOf = ({ leaning, bands }: Moves) => [...(leaning === '' ? [] : [leaning]), ...bands];
