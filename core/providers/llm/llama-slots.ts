// Which of the kept prompts a request goes on from: one slot for each conversation, as many as memory was set aside for.

export type Slot<Sequence> = {
  key: string;
  sequence: Sequence;
  /** Larger is later. */
  usedAt: number;
  isBusy: boolean;
};
export type Slots<Sequence> = {
  /** The slot of that conversation, an unused one, or the one used longest ago; never one that is busy. */
  take(key: string): Slot<Sequence>;
  give(slot: Slot<Sequence>): void;
  all(): readonly Slot<Sequence>[];
};

/**
 * @param limit most slots; no more than that many may be taken at a time
 * @param open makes a slot's sequence on its first use
 */
export function createSlots<Sequence>(limit: number, open: () => Sequence): Slots<Sequence> {
  const slots: Slot<Sequence>[] = [];
  let uses = 0;
  const latest = (candidates: readonly Slot<Sequence>[]) => candidates.reduce<Slot<Sequence> | undefined>((best, slot) => (best && best.usedAt > slot.usedAt ? best : slot), undefined);
  const oldest = (candidates: readonly Slot<Sequence>[]) => candidates.reduce<Slot<Sequence> | undefined>((best, slot) => (best && best.usedAt < slot.usedAt ? best : slot), undefined);
  return {
    take(key) {
      const free = slots.filter((slot) => !slot.isBusy);
      let slot = latest(free.filter((candidate) => candidate.key === key));
      if (!slot && slots.length < limit) {
        slot = { key, sequence: open(), usedAt: 0, isBusy: false };
        slots.push(slot);
      }
      slot ??= oldest(free);
      if (!slot) throw new Error('More requests than slots.');
      slot.key = key;
      slot.usedAt = uses += 1;
      slot.isBusy = true;
      return slot;
    },
    give(slot) {
      slot.isBusy = false;
    },
    all: () => slots,
  };
}
