// Counts what leaves this machine: "0 bytes sent" is a promise the status line shows.

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Wraps a fetch; `total` is the length of address and body of every request to another machine, in bytes. */
export function countSentBytes(fetch: typeof globalThis.fetch): { fetch: typeof globalThis.fetch; total: () => number } {
  let total = 0;
  return {
    total: () => total,
    fetch: (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      if (!loopback.test(new URL(address).hostname)) total += Buffer.byteLength(address) + (input instanceof Request ? Number(input.headers.get('content-length') ?? 0) : 0) + bodyBytes(init?.body);
      return fetch(input, init);
    },
  };
}

function bodyBytes(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (body instanceof URLSearchParams) return Buffer.byteLength(body.toString());
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  return 0;
}
