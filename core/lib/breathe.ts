// Lets timers, sockets and screens have their turn between pieces of long work: the storage answers at once, so that awaiting it alone never does.

/** Resolves after whatever else is waiting on the event loop has been looked at once. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve); });
}
