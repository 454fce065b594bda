// Folded below a model: what it says of itself, its licence, and its precisions one by one.
import { Download, Trash2 } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { LocalModel, Precision } from '../../../core/contract/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useLocalModels } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { FitWord } from './fit-word.tsx';
import { LicenceLink } from './licence-dialog.tsx';
import type { Variant } from './model-words.ts';

type Props = { model: LocalModel; onFetch: (precision: Precision) => void; onRemove: (precision: Precision) => void };

export function ModelDetails({ model, onFetch, onRemove }: Props): ReactNode {
  const { t } = useText();
  const id = useId();
  return (
    <details className="model-details">
      <summary><span aria-hidden>{t('local_details_short')}</span><span className="visually-hidden">{t('local_details', { name: model.title })}</span></summary>
      <div className="model-details-body">
        {model.description && <p lang="en">{model.description}</p>}
        <p className="soft"><LicenceLink model={model} /> {model.licence.notice && <span lang="en">{model.licence.notice}</span>}</p>
        {model.variants.length > 0 && (
          <div className="changes variants" role="region" aria-labelledby={id} tabIndex={0}>
            <table>
              <caption id={id} className="visually-hidden">{t('local_details', { name: model.title })}</caption>
              <thead><tr><th scope="col">{t('local_precision')}</th><th scope="col">{t('local_size')}</th><th scope="col">{t('local_needs')}</th><th scope="col">{t('local_fit')}</th><th scope="col">{t('local_state')}</th><td /></tr></thead>
              <tbody>{model.variants.map((variant) => <VariantRow key={variant.precision} model={model} variant={variant} onFetch={onFetch} onRemove={onRemove} />)}</tbody>
            </table>
          </div>
        )}
      </div>
    </details>
  );
}

function VariantRow({ model, variant, onFetch, onRemove }: Props & { variant: Variant }): ReactNode {
  const { t, language } = useText();
  const isOffline = useLocalModels((state) => state.is_offline);
  const { precision, size_bytes: size, memory_bytes: memory, state } = variant;
  const bytes = (value: number | null): string => (value === null ? '–' : formatBytes(value, language));
  const name = { name: model.title, precision: t(`local_precision_${precision}`) };
  const canFetch = state !== 'ready' && model.download === null;
  const canRemove = model.origin !== 'bundled' && (state === 'ready' || state === 'damaged');
  return (
    <tr>
      <th scope="row">{t(`local_precision_${precision}`)}{variant.is_chosen && <span className="tag tag-plain">{t('local_precision_chosen')}</span>}</th>
      <td>{bytes(size)}</td><td>{bytes(memory)}</td><td><FitWord fit={variant.fit} /></td><td className={state === 'damaged' ? 'is-removed' : state === 'ready' ? '' : 'is-none'}>{t(`local_state_${state}`)}</td>
      <td className="variant-ways">
        {canFetch && <IconButton size="small" label={t('local_download_precision', name)} disabled={isOffline} onClick={() => onFetch(precision)}><Download size={15} /></IconButton>}
        {canRemove && <IconButton size="small" label={t('local_remove_one', name)} onClick={() => onRemove(precision)}><Trash2 size={15} /></IconButton>}
      </td>
    </tr>
  );
}
