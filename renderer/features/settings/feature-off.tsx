// What stands in the place of a screen whose feature is switched off, with the way to switch it on.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { readError } from '../../request-error.ts';
import { useFeatures, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';

export type ScreenFeature = 'analytics' | 'audit' | 'snapshots' | 'imports' | 'summaries';

/** Its children, or that it is off. `title`: the heading of what is a screen of its own. */
export function WhenOn({ feature, title, children }: { feature: ScreenFeature; title?: string; children: ReactNode }): ReactNode {
  const { t } = useText();
  const { features, shell } = useStores();
  const isOff = useFeatures((state) => state.off.has(feature));
  if (!isOff) return children;
  const on = (): void => { features.getState().switchOn(feature).catch((error: unknown) => shell.getState().toast(readError(error).message || t('error_connection'), { tone: 'danger' })); };
  const note = <div className="page-empty" data-testid="feature-off"><p>{t(`feature_off_${feature}`)}</p><Button tone="accent" onClick={on}>{t('feature_switch_on')}</Button></div>;
  return title === undefined ? note : <main className="page" data-focus-home tabIndex={-1}><header className="page-head"><h1>{title}</h1></header>{note}</main>;
}
