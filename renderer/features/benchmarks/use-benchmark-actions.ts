// Starting, stopping and deleting measurements; failures are told in a toast.
import { useMemo } from 'react';
import { createAttempt } from '../../attempt.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import type { BenchmarkWish } from './benchmarks-store.ts';

export type BenchmarkActions = { start(wish: BenchmarkWish): void; stop(): void; remove(id: string): void };

export function useBenchmarkActions(): BenchmarkActions {
  const { benchmarks, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const { toast } = shell.getState();
    const attempt = createAttempt(toast, t, language, 'local_failed');
    const store = benchmarks.getState();
    return {
      start: (wish) => void attempt(() => store.start(wish)),
      stop: () => void attempt(async () => { await store.stop(); toast(t('bench_stopped')); }),
      remove: (id) => void attempt(async () => { await store.remove(id); toast(t('bench_deleted')); }),
    };
  }, [benchmarks, shell, t, language]);
}
