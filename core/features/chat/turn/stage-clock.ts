// Measures each stage of a turn, in order, for the trace.

export type StageClock = {
  time<Result>(stage: string, work: () => Promise<Result> | Result): Promise<Result>;
  add(stage: string, ms: number): void;
  readonly stages: { stage: string; ms: number }[];
};

export function createStageClock(): StageClock {
  const stages: { stage: string; ms: number }[] = [];
  const add = (stage: string, ms: number) => { stages.push({ stage, ms: Math.round(ms * 100) / 100 }); };
  return {
    stages,
    add,
    async time(stage, work) {
      const start = performance.now();
      try {
        return await work();
      } finally {
        add(stage, performance.now() - start);
      }
    },
  };
}
