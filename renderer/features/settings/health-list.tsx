// How each part of the engine is, with what to do when it is not well.
import { CircleCheck, CircleX, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMs } from '../../i18n/format.ts';
import { en } from '../../i18n/en.ts';
import type { TextKey } from '../../i18n/translate.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useSettings, useStores } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { humanName } from './setting-fields.ts';

export function HealthList(): ReactNode {
  const { t, language } = useText();
  const { settings } = useStores();
  const health = useSettings((state) => state.health);
  const partName = (id: string): string => (`health_part_${id}` in en ? t(`health_part_${id}` as TextKey) : humanName(id));
  const icons = { ok: <CircleCheck size={17} aria-hidden className="is-ok" />, warning: <TriangleAlert size={17} aria-hidden className="is-warning" />, error: <CircleX size={17} aria-hidden className="is-error" /> };
  return (
    <>
      <ul className="health" aria-busy={!health}>
        {health?.components.map((part) => (
          <li key={part.component}>
            {icons[part.status]}
            <div><p><strong>{partName(part.component)}</strong> <span className="visually-hidden">{t(`health_${part.status}`)}</span></p><p className="soft">{part.message}</p>{part.instructions && <p>{part.instructions}</p>}</div>
            {part.latency_ms !== null && <span className="soft numbers">{formatMs(part.latency_ms, language)}</span>}
          </li>
        ))}
        {!health && <li className="soft">{t('loading')}</li>}
      </ul>
      <Button icon={<RotateCw size={15} aria-hidden />} onClick={() => void settings.getState().loadHealth()}>{t('settings_health_refresh')}</Button>
    </>
  );
}
