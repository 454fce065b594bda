// The six numbers of a character (LuminoraCore's advanced_parameters) and a modifier: what a level, a mood or the user changes of a character.
import * as z from 'zod';

export const parameterNames = ['verbosity', 'formality', 'humor', 'empathy', 'creativity', 'directness'] as const;
export type ParameterName = (typeof parameterNames)[number];

const share = z.number().min(0).max(1).optional();
const delta = z.number().min(-1).max(1).optional();

/** 0 to 1 each; what is missing counts as 0.5. */
export const parametersSchema = z.strictObject({ verbosity: share, formality: share, humor: share, empathy: share, creativity: share, directness: share });
/** All six, filled in. */
export type Parameters = Record<ParameterName, number>;
/** Added to the parameters, the sum kept in 0 to 1. */
export const deltasSchema = z.strictObject({ verbosity: delta, formality: delta, humor: delta, empathy: delta, creativity: delta, directness: delta });

/** PersonalityModifier: additive changes and sentences on how to behave, in the persona's language. */
export const modifierSchema = z.strictObject({
  advanced_parameters: deltasSchema.optional(),
  behavioral_adjustments: z.array(z.string().min(1).max(200)).max(20).optional(),
});
export type Modifier = z.infer<typeof modifierSchema>;
