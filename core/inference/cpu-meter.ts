// What a thread and its process have used of the processor, as the operating system counts it.
import { availableParallelism } from 'node:os';

export type CpuMeter = {
  /** Milliseconds that pass on the wall, from any beginning. */
  now(): number;
  /** Processor time of the model's own work, in milliseconds, from any beginning. */
  own(): number;
  /** Processor time of the whole process, in milliseconds: what the background makes others do is in it. */
  process(): number;
  /** Cores there are. */
  processors: number;
};

/**
 * For the thread that calls it. A model on several threads computes outside of this one: then the process stands for the model,
 * so that too much may be counted and never too little.
 */
export function threadCpuMeter(threads: number): CpuMeter {
  const sum = ({ user, system }: { user: number; system: number }) => (user + system) / 1000;
  const all = () => sum(process.cpuUsage());
  return { now: () => performance.now(), own: threads > 1 ? all : () => sum(process.threadCpuUsage()), process: all, processors: availableParallelism() };
}
