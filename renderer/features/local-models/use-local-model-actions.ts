// What a person can do with model files; failures are told in a toast.
import { useMemo } from 'react';
import type { LocalModel, ModelUse, Precision } from '../../../core/contract/index.ts';
import { createAttempt } from '../../attempt.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import type { HowSetting } from './local-models-store.ts';

export type LocalModelActions = {
  /** Begins, or goes on. */
  download(model: LocalModel, precision?: Precision, acceptsLicence?: boolean): void;
  pause(model: LocalModel): void;
  cancel(model: LocalModel): void;
  verify(model: LocalModel): void;
  remove(model: LocalModel, precision?: Precision): void;
  reply(model: LocalModel): void;
  /** `name`: what the use and the model are called. */
  choose(use: ModelUse, model: string, name: { use: string; model: string }): void;
  chooseHow(setting: HowSetting, value: string): void;
};

export function useLocalModelActions(): LocalModelActions {
  const { localModels, models, shell } = useStores();
  const { t, language } = useText();
  return useMemo(() => {
    const { toast } = shell.getState();
    const attempt = createAttempt(toast, t, language, 'local_failed');
    const store = localModels.getState();
    return {
      download: ({ id }, precision, acceptsLicence) => void attempt(() => store.download(id, precision, acceptsLicence)),
      pause: ({ id }) => void attempt(() => store.pause(id)),
      cancel: ({ id, title }) => void attempt(async () => { await store.cancel(id); toast(t('local_cancelled', { name: title })); }),
      verify: ({ id, title }) => void attempt(async () => {
        const files = await store.verify(id);
        if (files.every(({ is_good: isGood }) => isGood)) toast(t('local_verified', { name: title, count: files.length }));
      }),
      remove: ({ id, title }, precision) => void attempt(async () => toast(t('local_removed', { name: title, size: formatBytes(await store.remove(id, precision), language) }))),
      reply: ({ id, title }) => void attempt(async () => { await models.getState().choose({ provider: 'embedded', name: id }); await store.load(); toast(t('models_switched', { name: title })); }),
      choose: (use, model, name) => void attempt(async () => toast(await store.chooseModel(use, model) ? t('use_restart') : t('use_changed', { use: name.use, name: name.model }))),
      chooseHow: (setting, value) => void attempt(async () => toast(t(await store.chooseHow(setting, value) ? 'use_restart' : 'use_kept'))),
    };
  }, [localModels, models, shell, t, language]);
}
