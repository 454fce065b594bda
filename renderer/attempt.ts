// Does what a person asked for, and tells in a toast when it failed.
import type { Language, TextKey, Translate } from './i18n/translate.ts';
import { adviceFor, isConnectionError, readError } from './request-error.ts';

/** Null when the work failed, which was told. */
export type Attempt = <T>(work: () => Promise<T>) => Promise<T | null>;
type Told = (text: string, options: { tone: 'danger' }) => void;

/** @param failed what is said where the error brings no words of its own */
export function createAttempt(toast: Told, t: Translate, language: Language, failed: TextKey): Attempt {
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      const data = readError(error);
      toast(isConnectionError(data) ? t('error_connection') : [data.message || t(failed), adviceFor(data, language)].filter(Boolean).join(' '), { tone: 'danger' });
      return null;
    }
  };
}
