// What a host holds: the running engine. Hosts know this, `createEngine` and the contract, nothing deeper.
import type { Router } from '@orpc/server';
import type { Client, Contract } from './contract/index.ts';
import type { Clock } from './lib/clock.ts';
import type { IdSource } from './lib/ids.ts';
import type { Log } from './lib/log.ts';

/** Who is calling; hosts give an empty object today, later the user of the token. */
export type CallContext = Record<never, never>;

export type Engine = {
  /** Implements the contract; a host mounts it with an oRPC handler (message port, WebSocket, HTTP). */
  readonly router: Router<Contract, CallContext>;
  /** The same, called in process: for the command line and library users. */
  readonly client: Client;
  readonly dataFolder: string;
  readonly version: string;
  /** Tells other processes where this one listens (the data folder's server.json, mode 0600). */
  publishAddress(address: { url: string; token: string }): Promise<void>;
  /** Resolves when no background job is running or due: for tests, benches and tidy ends. */
  jobsIdle(): Promise<void>;
  /** Ends running turns as interrupted, lets the jobs stop, closes everything and frees the data folder. */
  close(): Promise<void>;
};

/** What a host gives the engine. Everything has a default except the folders' whereabouts and the configuration. */
export type EngineDeps = {
  /** Absolute folder of the user's data. */
  dataFolder: string;
  /** Absolute folder of the installed product: where migrations/, models/ and personalities/ are. */
  productFolder: string;
  log?: Log;
  clock?: Clock;
  ids?: IdSource;
  fetch?: typeof globalThis.fetch;
  /** Reads a secret by the name a `*_env` setting gives; the environment by default. */
  secret?: (name: string) => Promise<string | undefined>;
};
