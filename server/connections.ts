// What is open behind the token right now, so that a rotated token or a closing server ends it.

export type Connections = {
  /** Remembers how to end something; call the answer when it ended by itself. */
  add(end: () => void): () => void;
  endAll(): void;
  count(): number;
};

export function createConnections(): Connections {
  const open = new Set<() => void>();
  return {
    add(end) {
      const entry = (): void => end();
      open.add(entry);
      return () => void open.delete(entry);
    },
    endAll() {
      const ends = [...open];
      open.clear();
      for (const end of ends) end();
    },
    count: () => open.size,
  };
}
