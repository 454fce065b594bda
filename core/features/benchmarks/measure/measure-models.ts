// Model after model: loaded, measured, unloaded again. One that fails does not keep the others from being measured.
import { LuminoraError, toErrorData, type ErrorData } from '../../../contract/errors.ts';
import type { BenchmarkFigure } from '../../../contract/local-models.ts';
import { countTexts } from '../sets/read-folder.ts';
import type { TestSet } from '../sets/test-sets.ts';
import { toReading } from './interval.ts';
import { createReader, type Circumstances, type ModelVariant, type OpenedModel, type OpenModel, type Reading } from './measured-model.ts';
import { comparePrecision, compareExactness, gatherEvidence, precisionReads, type PrecisionEvidence } from './precision.ts';
import { measureSet } from './quality.ts';
import { measureSpeed, speedReads } from './speed.ts';

export type Suite = BenchmarkFigure['suite'];
export type Plan = { variants: readonly ModelVariant[]; suites: readonly Suite[]; sets: readonly TestSet[] };
export type MeasureParts = Omit<Circumstances, 'tick'> & {
  open: OpenModel;
  progress(done: number, what: string): void;
};

const chosenSets = ({ sets, suites }: Pick<Plan, 'sets' | 'suites'>) => sets.filter(({ suite }) => suites.includes(suite));

/** Texts one model has to read. */
export function readsOf(plan: Pick<Plan, 'sets' | 'suites'>): number {
  const sets = chosenSets(plan).reduce((sum, set) => sum + countTexts(set), 0);
  return sets + (plan.suites.includes('precision') ? precisionReads(plan.sets) : 0) + (plan.suites.includes('speed') ? speedReads() : 0);
}

/** @throws LuminoraError `cancelled` */
export async function measureModels(plan: Plan, parts: MeasureParts): Promise<{ figures: BenchmarkFigure[]; error: ErrorData | null }> {
  const figures: BenchmarkFigure[] = [];
  const reads = readsOf(plan);
  let error: ErrorData | null = null;
  // The most exact files of a model first: the others are compared with them.
  const variants = plan.variants.toSorted((a, b) => plan.variants.findIndex(({ id }) => id === a.id) - plan.variants.findIndex(({ id }) => id === b.id) || compareExactness(a.precision, b.precision));
  const exact = new Map<string, PrecisionEvidence>();
  for (const [index, variant] of variants.entries()) {
    let read = 0;
    let what = '';
    const told = () => parts.progress(index * reads + Math.min(read, reads), `${variant.id} ${variant.precision}${what}`);
    const circumstances: Circumstances = { ...parts, tick: (texts) => { read += texts; told(); } };
    const doing = (next: string) => { what = `: ${next}`; told(); };
    try {
      told();
      const measured = await measureOne(variant, plan, circumstances, parts.open, doing, exact.get(variant.id) ?? null);
      figures.push(...measured.readings.map((reading) => ({ model: variant.id, precision: variant.precision, device: measured.device, ...reading })));
      if (measured.evidence && !exact.has(variant.id)) exact.set(variant.id, measured.evidence);
    } catch (failure) {
      if (parts.signal.aborted) throw failure;
      const data = toErrorData(failure);
      error ??= toErrorData(new LuminoraError(data.code, `${variant.id} (${variant.precision}) could not be measured: ${data.message}`, { details: { model: variant.id, precision: variant.precision } }));
    }
  }
  return { figures, error };
}

async function measureOne(variant: ModelVariant, plan: Plan, circumstances: Circumstances, open: MeasureParts['open'], doing: (what: string) => void, exact: PrecisionEvidence | null) {
  const readings: Reading[] = [];
  let evidence: PrecisionEvidence | null = null;
  let device: OpenedModel['device'] = 'cpu';
  const sets = chosenSets(plan);
  const hasPrecision = plan.suites.includes('precision');
  if (sets.length > 0 || hasPrecision) {
    device = await withModel(() => open(variant, 'alone'), circumstances, async (model) => {
      const reader = createReader(model, circumstances);
      for (const set of sets) {
        doing(`${set.suite} ${set.name}`);
        readings.push(...await measureSet(set, reader, circumstances));
      }
      if (!hasPrecision) return;
      doing('precision');
      evidence = await gatherEvidence(variant.precision, plan.sets, reader);
      readings.push(...await comparePrecision(variant, evidence, exact, plan.sets, circumstances));
    });
  }
  if (plan.suites.includes('speed')) {
    doing('speed');
    device = await withModel(() => open(variant, 'together'), circumstances, async (model, loadingMs) => {
      readings.push(...await measureSpeed(model, circumstances), ...toReading({ suite: 'speed', name: 'loading', unit: 'ms' }, { n: 1, value: loadingMs, low: null, high: null }));
    });
  }
  return { readings, evidence: evidence as PrecisionEvidence | null, device };
}

/** Loads a model, works with it and unloads it, whatever happens. `loadingMs`: until its first vector. */
async function withModel(open: () => Promise<OpenedModel>, { rest, signal }: Circumstances, work: (model: OpenedModel, loadingMs: number) => Promise<void>): Promise<OpenedModel['device']> {
  await rest();
  const begun = performance.now();
  const model = await open();
  try {
    await model.embed(['?'], 'query', signal);
    await work(model, performance.now() - begun);
    return model.device;
  } finally {
    await model.close();
  }
}
