// The values one fact has had, as a stack: what holds on top, the oldest at the bottom.
import { CornerUpRight } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Fact } from '../../../core/contract/index.ts';
import { formatDate } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useStores } from '../../stores-context.tsx';
import { IconButton } from '../../ui/button.tsx';
import { factName, factValue, sourceWord } from './fact-text.ts';
import type { MemoryActions } from './use-memory-actions.ts';

export function FactHistory({ fact, actions }: { fact: Fact; actions: MemoryActions }): ReactNode {
  const { t, language } = useText();
  const { facts } = useStores();
  const [values, setValues] = useState<readonly Fact[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    facts.getState().history(fact.id).then((found) => { if (isWanted) setValues(found); }, () => { if (isWanted) setValues([fact]); });
    return () => { isWanted = false; };
  }, [facts, fact]);
  if (!values) return <p className="soft why-small" role="status">{t('loading')}</p>;
  if (values.length < 2) return <p className="soft why-small" role="status">{t('fact_history_none')}</p>;
  const date = (at: number): string => formatDate(at, language);
  return (
    <ol className="fact-stack" aria-label={t('fact_history_of', { name: factName(fact.key, language) })}>
      {values.map((value) => {
        const [source] = value.source_message_ids;
        return (
          <li key={value.id} data-current={value.valid_to === null || undefined}>
            <span className="fact-stack-value">{factValue(value, language)}</span>
            <span className="fact-stack-note">{value.valid_to === null ? t('fact_history_since', { from: date(value.valid_from) }) : t('fact_history_between', { from: date(value.valid_from), to: date(value.valid_to) })} · {sourceWord(value.source, t)}</span>
            {source && <IconButton size="small" side="left" label={t('memory_jump_to', { text: factValue(value, language) })} onClick={() => void actions.jump(source)}><CornerUpRight size={15} /></IconButton>}
          </li>
        );
      })}
    </ol>
  );
}
