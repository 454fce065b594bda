// Sealing one secret: AES-256-GCM, bound to its name and origin so that entries cannot be swapped in the file.
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';

/** Base64 parts of one sealed text. */
export type Sealed = { nonce: string; tag: string; data: string };

export const scryptCost = { cost: 131_072, block_size: 8, parallelization: 1 } as const;

/** A key from a passphrase. Slow on purpose (about 0.3 s). */
export function keyFromPassphrase(passphrase: string, salt: Uint8Array, cost: { cost: number; block_size: number; parallelization: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: cost.cost, r: cost.block_size, p: cost.parallelization, maxmem: 512 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

export function seal(key: Uint8Array, text: string, context: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return { nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

/** Undefined when the key is another one or the entry was changed. */
export function unseal(key: Uint8Array, sealed: Sealed, context: string): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64'), { authTagLength: 16 }).setAAD(Buffer.from(context));
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
