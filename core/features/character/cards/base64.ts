// Base64 read strictly: Buffer takes anything and leaves out what it does not know, so half a card would pass for a whole one.

/** The bytes, or null when the text is not base64. White space and missing padding are allowed: writers differ in both. */
export function decodeBase64(text: string): Uint8Array | null {
  const dense = /\s/.test(text) ? text.replaceAll(/\s+/g, '') : text;
  const bare = dense.replace(/={1,2}$/, '');
  if (bare.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(bare)) return null;
  return new Uint8Array(Buffer.from(bare, 'base64'));
}

export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
