// Reads a JSON request body under limits, so that nothing behind it meets a giant, a bottomless or a broken one.
import { errorResponse } from './error-response.ts';

/** Room for the longest message with every character escaped. */
export const maximumBodyBytes = 2 * 1024 * 1024;
export const maximumJsonDepth = 64;

/** The body as text, or the error answer to give instead. An empty body is an empty text. */
export async function readJsonBody(request: Request): Promise<string | Response> {
  const announced = request.headers.get('content-length');
  if (announced !== null && Number(announced) > maximumBodyBytes) return tooLarge();
  if (request.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > maximumBodyBytes) return tooLarge();
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

function tooLarge(): Response {
  return errorResponse('invalid_input', `The request body is larger than ${maximumBodyBytes} bytes.`, { status: 413, headers: { connection: 'close' } });
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

/** Counts open brackets outside strings; no recursion, so any depth is safe to look at. */
export function isDeeperThan(json: string, maximum: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index++;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
