// Facts by category. One row at a time takes the Tab key; the arrows walk the rows.
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { factCategories, type Fact } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { FactRow, type FactRowProps } from './fact-row.tsx';
import { factName } from './fact-text.ts';
import { useMemoryActions } from './use-memory-actions.ts';

/** @param markedId a fact to scroll to and mark */
export function FactsTable({ facts, markedId }: { facts: readonly Fact[]; markedId: string | null }): ReactNode {
  const { t, language } = useText();
  const actions = useMemoryActions();
  const [open, setOpen] = useState<{ id: string; mode: 'edit' | 'history' } | null>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [focusId, setFocusId] = useState<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const groups = useMemo(() => factCategories.map((category) => ({ category, facts: facts.filter((fact) => fact.category === category).sort((a, b) => Number(b.is_pinned) - Number(a.is_pinned) || factName(a.key, language).localeCompare(factName(b.key, language), language) || (a.id < b.id ? -1 : 1)) })).filter((group) => group.facts.length > 0), [facts, language]);
  const order = useMemo(() => groups.flatMap((group) => group.facts.map(({ id }) => id)), [groups]);
  const orderRef = useRef(order);
  useEffect(() => { orderRef.current = order; }, [order]);
  const current = activeId !== null && order.includes(activeId) ? activeId : order[0] ?? null;
  const valueOf = (id: string): HTMLElement | null => table.current?.querySelector(`[data-fact-value="${CSS.escape(id)}"]`) ?? null;

  useEffect(() => {
    if (focusId === null) return;
    // A menu that closes takes the focus back to its button; this comes after it.
    const timer = setTimeout(() => { valueOf(focusId)?.focus(); setFocusId(null); }, 0);
    return () => clearTimeout(timer);
  }, [focusId, order]);
  useEffect(() => { if (markedId) table.current?.querySelector(`[data-fact="${CSS.escape(markedId)}"]`)?.scrollIntoView({ block: 'center' }); }, [markedId]);

  const onMode = useCallback<FactRowProps['onMode']>((fact, mode, focus = null) => {
    setOpen(mode === 'plain' ? null : { id: fact.id, mode });
    if (focus !== null) setFocusId(focus);
  }, []);
  const onDelete = useCallback<FactRowProps['onDelete']>((fact) => {
    const place = orderRef.current.indexOf(fact.id);
    const next = orderRef.current[place + 1] ?? orderRef.current[place - 1] ?? null;
    void actions.removeFact(fact).then((isGone) => setFocusId(isGone ? next : fact.id));
  }, [actions]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const from = event.target instanceof HTMLElement ? event.target.dataset['factValue'] : undefined;
    if (from === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const place = order.indexOf(from);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: order.length - 1 }[event.key];
    const id = to === undefined ? undefined : order[to];
    if (id === undefined) return;
    event.preventDefault();
    setActiveId(id);
    valueOf(id)?.focus();
  };
  return (
    <table className="facts" ref={table} onKeyDown={onKeyDown} aria-label={t('memory_facts')}>
      <thead><tr><th scope="col">{t('fact_what')}</th><th scope="col">{t('fact_value')}</th><th scope="col">{t('fact_certainty')}</th><th scope="col">{t('fact_learnt')}</th><th scope="col"><span className="visually-hidden">{t('fact_actions')}</span></th></tr></thead>
      {groups.map((group) => (
        <tbody key={group.category}>
          <tr className="facts-group"><th scope="rowgroup" colSpan={5}>{t(`category_${group.category}`)} <span className="numbers facts-count">{group.facts.length}</span></th></tr>
          {group.facts.map((fact) => <FactRow key={fact.id} fact={fact} isActive={fact.id === current} isMarked={fact.id === markedId} mode={open?.id === fact.id ? open.mode : 'plain'} actions={actions} onMode={onMode} onActive={setActiveId} onDelete={onDelete} />)}
        </tbody>
      ))}
    </table>
  );
}
