// Files on their way in, and what came of each.
import { CircleAlert, CircleCheck, LoaderCircle, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { maximumCardBytes } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { adviceFor, isConnectionError } from '../../request-error.ts';
import { useCompanions } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import type { ImportItem } from './companions-store.ts';
import { FindingsList } from './findings-list.tsx';
import { useCompanionActions } from './use-companion-actions.ts';

export function ImportList(): ReactNode {
  const { t } = useText();
  const { imports, clearImports } = useCompanions((state) => state);
  if (imports.length === 0) return null;
  const ended = imports.filter(({ phase }) => phase === 'done' || phase === 'failed').length;
  return (
    <section className="imports" aria-label={t('import_title')}>
      <header><h2>{ended < imports.length ? t('import_progress', { done: ended, total: imports.length }) : t('import_title')}</h2>{ended === imports.length && <IconButton size="small" label={t('dismiss')} onClick={clearImports}><X size={15} /></IconButton>}</header>
      {ended < imports.length && <progress max={imports.length} value={ended} aria-label={t('import_title')} />}
      <ul aria-live="polite">{imports.map((item) => <Row key={item.key} item={item} />)}</ul>
    </section>
  );
}

function Row({ item }: { item: ImportItem }): ReactNode {
  const { t, language } = useText();
  const { open } = useCompanionActions();
  const icon = item.phase === 'done' ? <CircleCheck size={16} className="is-ok" aria-hidden /> : item.phase === 'failed' ? <CircleAlert size={16} className="is-error" aria-hidden /> : <LoaderCircle size={16} className={item.phase === 'waiting' ? 'soft' : 'spin'} aria-hidden />;
  const failure = item.is_too_large ? t('import_too_large', { size: formatBytes(maximumCardBytes, language) }) : item.error ? (isConnectionError(item.error) ? t('error_connection') : [item.error.message, adviceFor(item.error, language)].filter(Boolean).join(' ')) : null;
  return (
    <li className="import">
      {icon}
      <div>
        <p><b>{item.phase === 'done' ? item.name : item.file_name}</b> <span className="soft">{item.phase === 'done' ? [item.file_name, item.format.toUpperCase().replace('LUMINORA', 'Luminora')].filter(Boolean).join(' · ') : item.phase === 'failed' ? '' : `${t(`import_${item.phase}`)} · ${formatBytes(item.bytes, language)}`}</span></p>
        {failure && <p className="field-problem" role="alert">{failure}</p>}
        {item.phase === 'done' && (item.findings.length === 0 ? <p className="soft">{t('import_clean')}</p> : <FindingsList findings={item.findings} />)}
      </div>
      {item.id && <Button onClick={() => open(item.id ?? '')}>{t('import_open')}</Button>}
    </li>
  );
}
