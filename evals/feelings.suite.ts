// feelings: news that should sadden or worry a calm companion, thanks that the relationship should count as thanks, and sentences that should do neither.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { affinityRulesOf, applyMessage, newAffinity } from '../core/features/affinity/index.ts';
import { levelsOf } from '../core/features/character/levels.ts';
import { readPersonality } from '../core/features/character/read-personality.ts';
import type { MessageSignals } from '../core/features/message-condition.ts';
import { moodsOf, nextMood } from '../core/features/mood/index.ts';
import { createAnalyser } from '../core/inference/heads/analyse.ts';
import { loadHeads } from '../core/inference/heads/load-heads.ts';
import { silentLog } from '../core/lib/log.ts';
import { productFolder } from '../core/luminora.ts';
import { normalizeForAnalysis } from '../core/safety/normalize.ts';
import { embedTexts } from '../scripts/heads/lib/embed-texts.ts';
import { bootstrapMean } from '../core/lib/bootstrap.ts';
import { readDataFiles } from './data-files.ts';
import { datasetHash } from '../core/lib/dataset-hash.ts';
import { readLines } from './labels.ts';
import { UsageError, type Suite } from './suite.ts';

const feltLine = z.strictObject({ language: z.enum(['es', 'en']), text: z.string().min(1) });
type Felt = { mood: string; cause: string; rule: string; delta: number };

/** By file: when a line of it is right. */
const isRight: Readonly<Record<string, (felt: Felt) => boolean>> = {
  'grave-news': ({ mood }) => mood === 'sad' || mood === 'concerned',
  'not-grave-news': ({ mood }) => mood !== 'sad' && mood !== 'concerned',
  thanks: ({ rule, delta }) => rule === 'thanks' && delta > 0,
  'not-thanks': ({ rule }) => rule !== 'thanks',
};
const someDay = Date.UTC(2026, 4, 12, 12);

export const feelingsSuite: Suite = {
  id: 'feelings',
  describe: 'grave news move a calm companion to sad or concerned, thanks count as thanks, neither by mistake [--half development|sealed] [--personality luna] [--text-only] [--errors [--unseal]]',
  async run({ data, options, progress }) {
    const half = options['half'] ?? 'sealed';
    if (half !== 'development' && half !== 'sealed') throw new UsageError('--half is development or sealed.');
    if (options['errors'] && !options['unseal'] && half === 'sealed' && data === null) throw new UsageError('These sentences are kept apart from whoever writes rules: which of them fail is shown with --unseal only.');
    const folder = join(productFolder, 'evals', 'data', 'feelings', ...(half === 'development' ? ['development'] : []));
    const files = await readDataFiles(data ?? folder, (name) => name.endsWith('.jsonl') && name.replace('.jsonl', '') in isRight, `${Object.keys(isRight).join('.jsonl, ')}.jsonl`);
    const lines = files.flatMap((file) => readLines(file, feltLine).map((line) => ({ ...line, kind: file.name.replace('.jsonl', '') })));

    const texts = lines.map(({ text }) => normalizeForAnalysis(text));
    const embedded = options['text-only'] === true ? null : await embedTexts(join(productFolder, 'models'), texts, null, progress);
    const space = 'measured';
    const { analyse, version } = createAnalyser({ heads: await loadHeads(join(productFolder, 'models', 'heads'), silentLog), spaceId: space });
    const feel = await feltBy(String(options['personality'] ?? 'luna'));
    let ms = 0;
    const felt = lines.map(({ language }, index) => {
      const vector = embedded && embedded.vectors.subarray(index * embedded.embedding.dimension, (index + 1) * embedded.embedding.dimension);
      const begun = performance.now();
      const { interactions, ...analysis } = analyse({ text: texts[index]!, vector, spaceId: vector && space, now: someDay });
      const result = feel({ text: texts[index]!, ...analysis, interactions: interactions.map(({ type }) => type) }, language);
      ms += performance.now() - begun;
      return result;
    });

    const outcomes = lines.map((line, index) => ({ ...line, ...felt[index]!, isRight: isRight[line.kind]!(felt[index]!) }));
    const share = (kind: string, language?: string) => bootstrapMean(outcomes.filter((one) => one.kind === kind && (language === undefined || one.language === language)).map((one) => Number(one.isRight)));
    const kinds = Object.keys(isRight).filter((kind) => outcomes.some((one) => one.kind === kind));
    return {
      suite: 'feelings', dataset: { files: files.map((file) => file.name), sha256: datasetHash(files), ...(data === null ? { note: `our own sentences, ${half}` } : {}) },
      model: `${version(embedded && space)}${embedded ? ` on ${embedded.embedding.model}` : ', words alone'}`, n: lines.length, ms_per_query: ms / lines.length,
      figures: Object.fromEntries(kinds.flatMap((kind) => [[kind, share(kind)] as const, ...['es', 'en'].map((language) => [`${kind} ${language}`, share(kind, language)] as const)])),
      lines: options['errors'] ? outcomes.filter((one) => !one.isRight).map(({ kind, language, text, mood, cause, rule, delta }) => `${kind} ${language}: ${text}\n  ${mood} because of ${cause}; ${rule} ${delta}`) : [],
      json: { feelings: Object.fromEntries(kinds.map((kind) => [kind, { es: share(kind, 'es').value, en: share(kind, 'en').value }])) },
    };
  },
};

/** What a message does to a companion at rest that has never met the user, by its own rules. */
async function feltBy(id: string): Promise<(message: MessageSignals, language: 'es' | 'en') => Felt> {
  const text = await readFile(join(productFolder, 'personalities', `${id}.json`), 'utf8').catch(() => null);
  const personality = text === null ? null : readPersonality(JSON.parse(text)).personality;
  if (!personality) throw new UsageError(`There is no personality personalities/${id}.json that can be read.`);
  const [moods, rules, levels] = [moodsOf(personality), affinityRulesOf(personality), levelsOf(personality)];
  return (message, language) => {
    const { mood, cause } = nextMood(moods, null, message, 0);
    const [entry] = applyMessage(rules, levels, newAffinity('someone', id, someDay), message, someDay, language).entries;
    return { mood, cause, rule: entry?.rule ?? 'none', delta: entry?.delta ?? 0 };
  };
}
