// The arithmetic of a character's six numbers.
import { parameterNames } from '../../../contract/parameters.ts';
import type { Modifier, ParameterName, Parameters } from '../../../contract/parameters.ts';
import type { Personality } from '../../../contract/personality.ts';

/** What a parameter is worth that a personality does not give. */
export const middle = 0.5;
/** How far a parameter may move in one turn. */
export const largestStep = 0.15;

const clean = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1e6) / 1e6;
const each = (value: (name: ParameterName) => number) => Object.fromEntries(parameterNames.map((name) => [name, value(name)])) as Parameters;

/** 0 to 1 each. */
export function baseParameters(personality: Personality): Parameters {
  return each((name) => clean(personality.advanced_parameters?.[name] ?? middle));
}

/** Adds a modifier's changes, kept in 0 to 1. `share`: how much of them, 0 to 1, for a mood that is felt only a little. */
export function applyModifier(parameters: Parameters, modifier: Modifier, share = 1): Parameters {
  return each((name) => clean(parameters[name] + (modifier.advanced_parameters?.[name] ?? 0) * share));
}

/** Each parameter one step nearer to its target, or at it; the target itself when nothing came before. */
export function smoothParameters(previous: Parameters | null, target: Parameters, maximumStep = largestStep): Parameters {
  if (previous === null) return target;
  return each((name) => {
    const distance = target[name] - previous[name];
    return Math.abs(distance) <= maximumStep ? target[name] : clean(previous[name] + Math.sign(distance) * maximumStep);
  });
}

/** A character's parameters layer by layer: `target` is where all layers together want them, `settled` is it without the mood, `parameters` what is in force this turn. */
export type ParameterLayers = Record<'base' | 'atLevel' | 'inMood' | 'target' | 'settled' | 'parameters', Parameters>;

/** Base, level, mood by its intensity and the user's wishes; at most one step away from `previous`. */
export function parameterLayers(personality: Personality, of: { level: Modifier; mood: { modifiers: Modifier; intensity: number } | null; overrides: Modifier; previous: Parameters | null }): ParameterLayers {
  const base = baseParameters(personality);
  const atLevel = applyModifier(base, of.level);
  const inMood = of.mood === null ? atLevel : applyModifier(atLevel, of.mood.modifiers, of.mood.intensity);
  const target = applyModifier(inMood, of.overrides);
  return { base, atLevel, inMood, target, settled: applyModifier(atLevel, of.overrides), parameters: smoothParameters(of.previous, target) };
}

/** The parameters that differ, in the order of their names. */
export function changesBetween(from: Parameters, to: Parameters): { parameter: ParameterName; from: number; to: number }[] {
  return parameterNames.filter((name) => from[name] !== to[name]).map((name) => ({ parameter: name, from: from[name], to: to[name] }));
}
