// The shape of the log that every part is handed; the writer lives in core/telemetry.

export type LogFields = Record<string, unknown>;

/** `event` is a fixed noun-action string ("turn-end"); everything variable goes into fields; never a user's words, never a secret. */
export type Log = {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  child(scope: string): Log;
};

/** A log that writes nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };
