// A parameter in words: which of its bands a number lies in, and what that asks of the model.
import { parameterNames } from '../../../contract/parameters.ts';
import type { ParameterName, Parameters } from '../../../contract/parameters.ts';
import type { Words } from './words.ts';

/** Bands of each parameter. Narrower than the largest step of a turn, so that a full step is always heard. */
export const bandCount = 7;

/** 0 to 6 for a value of 0 to 1. */
export function bandOf(value: number): number {
  return Math.min(bandCount - 1, Math.max(0, Math.floor(value * bandCount)));
}

export function parameterSentence(name: ParameterName, value: number, words: Words): string {
  return words.parameters[name][bandOf(value)]!;
}

/** One sentence for each parameter, in their order: how long an answer is comes first. */
export function parameterSentences(parameters: Parameters, words: Words): Record<ParameterName, string> {
  return Object.fromEntries(parameterNames.map((name) => [name, parameterSentence(name, parameters[name], words)])) as Record<ParameterName, string>;
}
