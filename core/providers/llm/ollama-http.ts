// HTTP to an Ollama server: addresses, status codes and broken connections turned into the product's errors.
import * as z from 'zod';
import { isLuminoraError, LuminoraError, type ErrorCode } from '../../contract/errors.ts';
import { cancelledError } from './cancellation.ts';
import { readNdjson } from './ndjson.ts';

export type OllamaConnection = { baseUrl: string; fetch: typeof globalThis.fetch; firstTokenMs: number; idleMs: number };
export type OllamaCall = { path: string; body?: unknown; signal?: AbortSignal | undefined; model?: string | undefined };

const errorBodySchema = z.object({ error: z.union([z.string(), z.object({ message: z.string() }).transform((error) => error.message)]) });

/** The configured address without a trailing slash; localhost becomes 127.0.0.1, where Ollama listens. */
export function ollamaBaseUrl(apiBase: string): string {
  const url = new URL(apiBase);
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  return url.href.replace(/\/+$/, '').replace(/\/(?:v1|api)$/, '');
}

/** What Ollama's own words mean. */
export function ollamaError(status: number, text: string, call: OllamaCall): LuminoraError {
  const make = (code: ErrorCode, message: string) => new LuminoraError(code, message, { details: { status, ...(call.model === undefined ? {} : { model: call.model }) } });
  const said = text.slice(0, 300);
  if (/model .*not found|try pulling it first/i.test(text)) return make('model_missing', `Ollama does not have the model "${call.model ?? ''}". Fetch it with "ollama pull ${call.model ?? 'MODEL'}" or in Settings, or choose another.`);
  if (/input length exceeds|exceeds the context|context length/i.test(text)) return make('invalid_input', 'The prompt is longer than the context window of the model. Raise num_ctx in Settings, or start a new conversation.');
  if (/requires more system memory|out of memory/i.test(text)) return make('provider_unavailable', `Ollama has too little memory for this model: ${said}. Choose a smaller model.`);
  if (status === 429) return make('rate_limited', `Ollama is busy: ${said}`);
  if (status === 401 || status === 403) return make('provider_rejected', `Ollama refused the request (HTTP ${status}): ${said}`);
  if (status >= 500) return make('provider_unavailable', `Ollama failed (HTTP ${status}): ${said}. Try again, or look at Ollama's own log.`);
  if (status >= 400) return make('provider_rejected', `Ollama refused the request (HTTP ${status}): ${said}`);
  return make('provider_bad_response', `Ollama reported an error while it was answering: ${said}`);
}

function connectionError(error: unknown, connection: OllamaConnection, call: OllamaCall, hasBegun: boolean): unknown {
  if (call.signal?.aborted) return cancelledError();
  if (isLuminoraError(error)) return error;
  if (hasBegun) return new LuminoraError('provider_unavailable', `The connection to Ollama at ${connection.baseUrl} was cut while it was answering. Try again.`, { cause: error });
  return new LuminoraError('provider_unavailable', `Ollama does not answer at ${connection.baseUrl}. Start it with "ollama serve", or choose another model in Settings.`, { cause: error, details: { address: connection.baseUrl } });
}

async function send(connection: OllamaConnection, call: OllamaCall, stop: AbortController, firstMs: number): Promise<Response> {
  const timer = setTimeout(() => stop.abort(new LuminoraError('provider_timeout', `Ollama at ${connection.baseUrl} did not answer within ${firstMs / 1000} s. Try again, or choose a smaller model.`)), firstMs);
  try {
    const response = await connection.fetch(`${connection.baseUrl}${call.path}`, {
      method: call.body === undefined ? 'GET' : 'POST',
      signal: call.signal ? AbortSignal.any([stop.signal, call.signal]) : stop.signal,
      ...(call.body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(call.body) }),
    });
    if (response.ok) return response;
    const text = await response.text();
    let said = text.trim();
    try {
      said = errorBodySchema.parse(JSON.parse(text)).error;
    } catch {
      // Not Ollama's form of an error: the text itself is shown.
    }
    throw ollamaError(response.status, said, call);
  } catch (error) {
    throw connectionError(stop.signal.aborted && !call.signal?.aborted ? (stop.signal.reason as unknown) : error, connection, call, false);
  } finally {
    clearTimeout(timer);
  }
}

/** One request with one JSON answer, checked against the schema (only what is used). */
export async function askOllama<Schema extends z.ZodType>(connection: OllamaConnection, call: OllamaCall, schema: Schema, timeoutMs: number): Promise<z.infer<Schema>> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new LuminoraError('provider_timeout', `Ollama at ${connection.baseUrl} did not answer within ${timeoutMs / 1000} s. Try again, or choose a smaller model.`)), timeoutMs);
  try {
    const response = await send(connection, call, stop, timeoutMs);
    const text = await response.text().catch((error: unknown) => {
      throw connectionError(stop.signal.aborted && !call.signal?.aborted ? (stop.signal.reason as unknown) : error, connection, call, true);
    });
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      throw new LuminoraError('provider_bad_response', `What answers at ${connection.baseUrl} is not Ollama. Check the address in Settings.`, { cause: error });
    }
  } finally {
    clearTimeout(timer);
  }
}

/** One request with a stream of JSON lines. An `{"error"}` line, which Ollama sends under HTTP 200, is thrown. */
export async function* streamOllama(connection: OllamaConnection, call: OllamaCall): AsyncGenerator<unknown, void> {
  const stop = new AbortController();
  try {
    const response = await send(connection, call, stop, connection.firstTokenMs);
    if (!response.body) throw new LuminoraError('provider_bad_response', 'Ollama answered without a body. Try again.');
    for await (const value of readNdjson(response.body, { who: 'Ollama', firstMs: connection.firstTokenMs, idleMs: connection.idleMs })) {
      const failed = errorBodySchema.safeParse(value);
      if (failed.success) throw ollamaError(response.status, failed.data.error, call);
      yield value;
    }
  } catch (error) {
    throw connectionError(error, connection, call, true);
  } finally {
    stop.abort();
  }
}
