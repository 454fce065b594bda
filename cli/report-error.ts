// Tells a person what went wrong and gives the process its exit status.
import { ORPCError } from '@orpc/client';
import { adviceOf, errorDataSchema, errorFacts, toErrorData, type ErrorData } from '../core/contract/index.ts';
import { cleanText, type Cli } from './terminal.ts';

/** Our error data of anything thrown in this process or sent by another. */
export function errorDataOf(error: unknown): ErrorData {
  const sent = error instanceof ORPCError ? errorDataSchema.safeParse(error.data) : undefined;
  return sent?.success === true ? sent.data : toErrorData(error);
}

/** Writes the error to the error stream (with --json as `{error}`) and answers the exit status. */
export function reportError(cli: Cli, error: unknown): number {
  const data = errorDataOf(error);
  if (data.code === 'internal' && cli.terminal.env['LUMINORA_DEBUG'] === '1' && error instanceof Error) cli.note(cleanText(error.stack ?? error.message));
  if (cli.json) cli.note(JSON.stringify({ error: { code: data.code, message: data.message, details: data.details ?? {} } }));
  else {
    cli.note(cleanText(data.message));
    const advice = adviceOf(data)[cli.language];
    if (data.message !== advice) cli.note(cli.say('whatToDo', { advice }));
  }
  return errorFacts[data.code].exit;
}
