// From the text a model answered to a value that satisfies the schema it was given, or provider_bad_response.
import * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';

/** A checker for a JSON Schema. A schema that cannot be understood is the caller's mistake: invalid_input. */
export function schemaChecker(schema: Record<string, unknown>): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch (error) {
    throw new LuminoraError('invalid_input', 'The JSON Schema of the request cannot be understood.', { cause: error });
  }
}

/** Reads the answer, without the code fence some models put around it. */
export function parseJsonAnswer(text: string, schema: Record<string, unknown>, who: string): unknown {
  const bare = text.trim().replace(/^```(?:json)?\s*/i, '').replace(/\s*```$/, '');
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch (error) {
    throw new LuminoraError('provider_bad_response', `${who} did not answer with JSON. Try again, or choose a larger model.`, { cause: error });
  }
  const checked = schemaChecker(schema).safeParse(value);
  if (checked.success) return value;
  const at = checked.error.issues[0]!.path.join('.') || 'the top';
  throw new LuminoraError('provider_bad_response', `${who} answered JSON that does not fit the schema at ${at}. Try again, or choose a larger model.`);
}
