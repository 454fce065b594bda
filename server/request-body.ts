// Reads a JSON request body under limits, so that nothing behind it meets a giant, a bottomless or a broken one.
import { isDeeperThan } from '../core/index.ts';
import { errorResponse } from './error-response.ts';

/** Room for the largest character card, 16 MiB, as base64 in JSON. */
export const maximumBodyBytes = 24 * 1024 * 1024;
export const maximumJsonDepth = 64;

/** @param maximum bytes. @returns the body as text, or the error answer to give instead; an empty body is an empty text */
export async function readJsonBody(request: Request, maximum: number = maximumBodyBytes): Promise<string | Response> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > maximum) return tooLarge(maximum);
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > maximum) return tooLarge(maximum);
      chunks.push(chunk);
    }
  } catch {
    return errorResponse('invalid_input', 'The request body broke off.');
  }
  if (size === 0) return '';
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return errorResponse('invalid_input', 'Send the body as application/json.', { status: 415 });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return errorResponse('invalid_input', 'The request body is not UTF-8.');
  }
  return jsonProblem(text) ?? text;
}

function tooLarge(maximum: number): Response {
  return errorResponse('invalid_input', `The request body is larger than ${maximum} bytes.`, { status: 413, headers: { connection: 'close' } });
}

function jsonProblem(text: string): Response | undefined {
  if (isDeeperThan(text, maximumJsonDepth)) return errorResponse('invalid_input', `The request body is nested deeper than ${maximumJsonDepth} levels.`);
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return errorResponse('invalid_input', 'The request body is not JSON.');
  }
}
