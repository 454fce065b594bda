// What a model is, what is here of it and what can be done with it, in words. Pure.
import { modelDevices, type LocalModel, type ModelDownload } from '../../../core/contract/index.ts';
import { en } from '../../i18n/en.ts';
import { formatBytes, formatDuration, formatNumber } from '../../i18n/format.ts';
import type { Language, TextKey, Translate } from '../../i18n/translate.ts';

export type Variant = LocalModel['variants'][number];
export const kindOrder = ['embedding', 'llm', 'reranker', 'speech'] as const satisfies readonly LocalModel['kind'][];

/** What is spoken of where one precision stands for the model: the one that comes, else the one chosen for this machine, else the first. */
export function mainVariant({ variants, download }: LocalModel): Variant | null {
  const coming = download?.precision ? variants.find(({ precision }) => precision === download.precision) : undefined;
  return coming ?? variants.find((variant) => variant.is_chosen) ?? variants[0] ?? null;
}

export function isHere({ variants }: LocalModel): boolean {
  return variants.some(({ state }) => state === 'ready');
}

/** Here, damaged or on its way: what a person would look for among their own. */
export function isOwned(model: LocalModel): boolean {
  return model.download !== null || model.origin === 'custom' || model.variants.some(({ state }) => state !== 'absent');
}

/** Bytes of what is here of it; null when there is no telling. */
export function bytesHere({ variants }: LocalModel): number | null {
  const here = variants.filter(({ state }) => state === 'ready' || state === 'damaged');
  return here.length === 0 || here.some(({ size_bytes: size }) => size === null) ? null : here.reduce((sum, { size_bytes: size }) => sum + (size ?? 0), 0);
}

/** The one thing to do with it next: nothing where all is well. */
export type NextStep = 'download' | 'again' | 'pause' | 'resume' | 'none';
export function nextStep(model: LocalModel): NextStep {
  const { download } = model;
  if (download?.state === 'running') return 'pause';
  if (download?.state === 'verifying') return 'none';
  if (download) return 'resume';
  if (model.variants.some(({ state }) => state === 'damaged')) return 'again';
  if (isHere(model)) return 'none';
  return model.variants.some(({ state }) => state === 'partial') ? 'resume' : 'download';
}

/** 0 to 1; null where the end is not known. */
export function shareOf({ completed_bytes: done, total_bytes: total }: ModelDownload): number | null {
  return total === null || total <= 0 ? null : Math.min(1, done / total);
}

/** "12 MB of 200 MB · 4 MB/s · 47 s left · from hub". */
export function downloadWords(download: ModelDownload, t: Translate, language: Language): string {
  const bytes = (value: number): string => formatBytes(value, language);
  const { completed_bytes: done, total_bytes: total, bytes_per_second: speed, seconds_left: left, source, state } = download;
  const isMoving = state === 'running';
  return [
    total === null ? bytes(done) : t('data_bytes_of', { done: bytes(done), total: bytes(total) }),
    isMoving && speed !== null && speed > 0 ? t('first_speed', { speed: bytes(speed) }) : '', isMoving && left !== null ? t('first_left', { time: formatDuration(left) }) : '',
    state === 'paused' ? t('local_paused_about') : '',
    isMoving && source ? sourceWords(source, t) : '',
  ].filter(Boolean).join(' · ');
}

function sourceWords(source: string, t: Translate): string {
  const key = `local_source_${source}`;
  return key in en ? t(key as TextKey) : t('local_source', { source });
}

/** "English, Spanish", or how many where they are many; empty when not told. */
export function languageWords(codes: readonly string[], t: Translate, language: Language): string {
  if (codes.length > 3) return t('local_languages', { count: codes.length });
  return codes.map((code) => languageName(code, language)).join(', ');
}

/** "en" -> "English"; what is no language is given back. */
export function languageName(code: string, language: Language): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return code;
  }
}

/** "MIT · 94 languages · 384 dimensions · reads 512 tokens at once". */
export function aboutWords(model: LocalModel, t: Translate, language: Language): string[] {
  return [
    languageWords(model.languages, t, language), model.dimension === null ? '' : t('local_dimension', { count: model.dimension }),
    model.max_tokens === null ? '' : t('local_tokens', { count: formatNumber(model.max_tokens, language) }), model.licence.name ? t('local_licence', { licence: model.licence.name }) : '',
  ].filter(Boolean);
}

/** Parts of the program by their names; one that is not known here keeps its own. */
export function useWords(uses: readonly string[], t: Translate): string {
  return uses.map((use) => (`local_used_${use}` in en ? t(`local_used_${use}` as TextKey) : use)).join(', ');
}

/** What a step leads from or to: a device or a model. */
export function placeWord(id: string, titleOf: (model: string) => string, t: Translate): string {
  const device = modelDevices.find((one) => one === id);
  return device ? t(`local_device_${device}`) : titleOf(id);
}

export function precisionWord(precision: Variant['precision'] | null, t: Translate): string {
  return precision === null ? '' : t(`local_precision_${precision}`);
}
