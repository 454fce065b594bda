// One request to the model hub: the time limits, the key, and the refusals in words a person understands.
import { systemErrorCode } from './file-error.ts';

/** Rejects when nothing comes for too long. */
export async function within<Value>(promise: Promise<Value>, ms: number, message: string, onTimeout: () => void): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(message));
      onTimeout();
    }, ms);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}

export type HubRequest = {
  url: string;
  fetch: typeof globalThis.fetch;
  /** The key is dropped by fetch itself where the hub redirects to another host. */
  token: string | null;
  headers?: Record<string, string>;
  connectTimeoutMs: number;
  /** Ends the request when it fires. */
  signal: AbortSignal;
  giveUp: AbortController;
};

/** Sends the request; throws an Error with the reason when the hub cannot be reached in time. */
export async function askHub(request: HubRequest): Promise<Response> {
  const { host } = new URL(request.url);
  const headers = { ...request.headers, ...(request.token === null ? {} : { authorization: `Bearer ${request.token}` }) };
  const together = AbortSignal.any([request.signal, request.giveUp.signal]);
  const answer = request.fetch(request.url, { headers, signal: together, redirect: 'follow' });
  return within(answer, request.connectTimeoutMs, `${host} did not answer within ${request.connectTimeoutMs / 1000} s`, () => request.giveUp.abort()).catch((error: unknown) => {
    request.signal.throwIfAborted();
    throw error instanceof Error && error.message.startsWith(host) ? error : new Error(`${host} cannot be reached (${systemErrorCode(error) ?? 'network error'})`, { cause: error });
  });
}

/** Why an answer is not a file, or null. */
export function refusalOf(response: Response, host: string): string | null {
  if (response.status === 401 || response.status === 403) return `${host} wants an account that accepted the model's licence (HTTP ${response.status})`;
  if (!response.ok || !response.body) return `${host} answered HTTP ${response.status}`;
  if (/text\/html/i.test(response.headers.get('content-type') ?? '')) return `${host} answered with a web page instead of the file`;
  return null;
}
