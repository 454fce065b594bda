// The way to one's data from the settings; on phones the only one.
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { formatRoute, type Route } from '../shell/route.ts';

const places: { name: 'backups' | 'snapshots' | 'imports'; route: Route }[] = [{ name: 'backups', route: { view: 'data' } }, { name: 'snapshots', route: { view: 'data', tab: 'snapshots' } }, { name: 'imports', route: { view: 'data', tab: 'imports' } }];

export function DataEntry(): ReactNode {
  const { t } = useText();
  const go = useShell((state) => state.go);
  return (
    <div className="setting-rows"><div className="setting-row setting-row-wide">
      <div className="setting-words"><span className="setting-label">{t('data_settings_about')}</span><span className="setting-about data-entry">{places.map(({ name, route }) => <a key={name} href={formatRoute(route)} onClick={(event) => { event.preventDefault(); go(route); }}>{t(`data_${name}`)}</a>)}</span></div>
    </div></div>
  );
}
