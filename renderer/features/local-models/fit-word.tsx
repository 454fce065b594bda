// Whether a model runs on this machine, as a word with a mark that differs in more than colour.
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import type { Variant } from './model-words.ts';

const icons = { well: CircleCheck, slowly: TriangleAlert, not: CircleX };

export function FitWord({ fit }: { fit: Variant['fit'] }): ReactNode {
  const { t } = useText();
  const Icon = icons[fit];
  return <span className={`fit fit-${fit}`}><Icon size={14} aria-hidden />{t(`local_fit_${fit}`)}</span>;
}
