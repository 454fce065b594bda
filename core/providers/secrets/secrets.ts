// What a store of secrets must do. The numbered rules are in README.md; conformance.ts checks them.
import type * as z from 'zod';
import { LuminoraError } from '../../contract/errors.ts';
import type { ComponentHealth } from '../../contract/health.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';

/** `origin` is the host a secret is for, such as "api.deepseek.com"; null where none was given. */
export type SecretEntry = { name: string; origin: string | null };

/** Keeps keys and passwords by the name a `*_env` setting uses. All failures are LuminoraErrors, none of which holds a value. */
export interface SecretStore {
  /** For the screen: "environment", "encrypted-file", "safe-storage". */
  readonly backend: string;
  /** Undefined when there is none. One that was saved for an origin is given for that origin only. */
  get(name: string, options?: { origin?: string }): Promise<string | undefined>;
  set(name: string, value: string, options?: { origin?: string }): Promise<void>;
  /** True when there was one. */
  delete(name: string): Promise<boolean>;
  /** Names and origins, never values, sorted by name. */
  list(): Promise<SecretEntry[]>;
  health(): Promise<ComponentHealth>;
}

export type SecretStoreDeps = {
  dataFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
  clock: Clock;
  log: Log;
};

export type SecretStoreProvider<Options extends z.ZodType = z.ZodType> = {
  id: string;
  title: string;
  options: Options;
  create(options: z.infer<Options>, deps: SecretStoreDeps): Promise<SecretStore>;
};

const nameShape = /^[A-Za-z][A-Za-z0-9_.-]{0,127}$|^_[A-Za-z0-9][A-Za-z0-9_.-]{0,126}$/;

/** Refuses a name or a value no store can keep. */
export function checkSecret(name: string, value = 'x'): void {
  if (!nameShape.test(name)) throw new LuminoraError('invalid_input', 'The name of a secret must be like a variable: letters, digits and "_", at most 128 characters.');
  if (value.length === 0 || value.length > 16_384) throw new LuminoraError('invalid_input', `The secret ${name} must have 1 to 16384 characters.`);
}

/** Host name (and port) of an address, or the text itself in lower case. */
export function originOf(address: string): string {
  const lower = address.trim().toLowerCase();
  return URL.canParse(lower) && lower.includes('://') ? new URL(lower).host : lower;
}

/** Refuses to hand a secret to another host than the one it was saved for. */
export function checkOrigin(name: string, saved: string | null, asked: string | undefined): void {
  if (saved === null || (asked !== undefined && originOf(asked) === saved)) return;
  throw new LuminoraError('forbidden', `The secret ${name} was saved for ${saved} and was not given to ${asked === undefined ? 'an unnamed service' : originOf(asked).slice(0, 100)}. If that service should have it, enter it again in Settings.`, { details: { name, saved_for: saved } });
}
