// The way to the model files from the settings; on phones the only one beside the list of models.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { formatRoute, type Route } from '../shell/route.ts';

const places: { name: 'files' | 'uses' | 'quality'; route: Route }[] = [{ name: 'files', route: { view: 'models' } }, { name: 'uses', route: { view: 'models', tab: 'uses' } }, { name: 'quality', route: { view: 'models', tab: 'quality' } }];

export function ModelsEntry(): ReactNode {
  const { t } = useText();
  const go = useShell((state) => state.go);
  return (
    <div className="setting-rows"><div className="setting-row setting-row-wide">
      <div className="setting-words"><span className="setting-label">{t('local_settings_about')}</span><span className="setting-about data-entry">{places.map(({ name, route }) => <a key={name} href={formatRoute(route)} onClick={(event) => { event.preventDefault(); go(route); }}>{t(`local_tab_${name}`)}</a>)}</span></div>
    </div></div>
  );
}
