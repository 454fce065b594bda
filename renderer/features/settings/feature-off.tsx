// What stands in the place of a screen whose feature is switched off, with the way to switch it on.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { readError } from '../../request-error.ts';
import { useFeatures, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';

export type ScreenFeature = 'analytics' | 'audit' | 'snapshots' | 'imports' | 'summaries';

/** Its children, or that it is off. `isPage`: they are a screen of their own. */
export function WhenOn({ feature, isPage = false, children }: { feature: ScreenFeature; isPage?: boolean; children: ReactNode }): ReactNode {
  const { t } = useText();
  const { features, shell } = useStores();
  const isOff = useFeatures((state) => state.off.has(feature));
  if (!isOff) return children;
  const on = (): void => { features.getState().switchOn(feature).catch((error: unknown) => shell.getState().toast(readError(error).message || t('error_connection'), { tone: 'danger' })); };
  const note = <div className="page-empty" data-testid="feature-off"><p>{t(`feature_off_${feature}`)}</p><Button tone="accent" onClick={on}>{t('feature_switch_on')}</Button></div>;
  return isPage ? <main className="page" data-focus-home tabIndex={-1}>{note}</main> : note;
}
