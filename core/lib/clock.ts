// The one source of time: injected so that tests can hold or turn it.

/** Milliseconds since the Unix epoch, integer. May go backwards; never order rows by it (ids do that). */
export type Clock = { now(): number };

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
