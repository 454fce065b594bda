// Lists of the draft: sentences in rows, and entries with fields of their own; both can be added to, taken from and put in another order.
import { ArrowDown, ArrowUp, ChevronRight, Plus, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { growToContent } from '../../ui/grow.ts';
import { moved } from './draft-path.ts';
import { FieldFrame } from './field-frame.tsx';
import { useDraftField } from './use-draft-field.ts';

function RowButtons({ index, count, onMove, onRemove }: { index: number; count: number; onMove: (to: number) => void; onRemove: () => void }): ReactNode {
  const { t } = useText();
  const number = index + 1;
  return (
    <span className="row-buttons">
      <IconButton size="small" label={t('editor_move_up', { number })} hasTip={false} disabled={index === 0} onClick={() => onMove(index - 1)}><ArrowUp size={14} /></IconButton>
      <IconButton size="small" label={t('editor_move_down', { number })} hasTip={false} disabled={index === count - 1} onClick={() => onMove(index + 1)}><ArrowDown size={14} /></IconButton>
      <IconButton size="small" label={t('editor_remove', { number })} hasTip={false} onClick={onRemove}><X size={15} /></IconButton>
    </span>
  );
}

/** Sentences, one in a row; Enter begins the next one, Backspace in an empty one takes it away. */
export function LinesField({ path, label, hint, isOptional = false, isLong = false, hidesLabel = false, addLabel }: { path: string; label: string; hint?: string; isOptional?: boolean; isLong?: boolean; hidesLabel?: boolean; addLabel?: string }): ReactNode {
  const { t } = useText();
  const field = useDraftField(path);
  const issues = useEditor((state) => state.issues);
  const box = useRef<HTMLDivElement>(null);
  const lines = Array.isArray(field.value) ? (field.value as unknown[]).map(String) : [];
  const put = (next: readonly string[], focusAt?: number): void => {
    field.set(next.length === 0 && isOptional ? undefined : next);
    // Where nothing is left, adding is.
    if (focusAt !== undefined) requestAnimationFrame(() => (box.current?.querySelectorAll('textarea')[Math.max(0, focusAt)] ?? box.current?.querySelector<HTMLElement>(':scope > .button'))?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.key === 'Enter' && !event.shiftKey && !isLong) { event.preventDefault(); put(lines.toSpliced(index + 1, 0, ''), index + 1); }
    if (event.key === 'Backspace' && lines[index] === '') { event.preventDefault(); put(lines.toSpliced(index, 1), index - 1); }
  };
  return (
    <FieldFrame field={field} label={label} hint={hint} isGroup hidesLabel={hidesLabel}>
      <div className="lines" ref={box}>
        {lines.map((line, index) => (
          <div className="line" key={index}>
            <textarea className="input line-input" rows={isLong ? 3 : 1} ref={(element) => { if (element) growToContent(element, isLong ? 14 : 6); }} aria-label={`${label} ${index + 1}`} aria-invalid={issues.some((issue) => issue.path === `${path}.${index}`) || undefined} value={line} onChange={(event) => put(lines.with(index, isLong ? event.target.value : event.target.value.replaceAll('\n', ' ')))} onKeyDown={(event) => onKeyDown(event, index)} />
            <RowButtons index={index} count={lines.length} onMove={(to) => put(moved(lines, index, to))} onRemove={() => put(lines.toSpliced(index, 1), index - 1)} />
          </div>
        ))}
        <LineProblem path={path} count={lines.length} />
        <Button tone="quiet" icon={<Plus size={15} aria-hidden />} aria-label={`${addLabel ?? t('editor_add')}: ${label}`} onClick={() => put([...lines, ''], lines.length)}>{addLabel ?? t('editor_add')}</Button>
      </div>
    </FieldFrame>
  );
}

/** What is wrong with the first wrong row. */
function LineProblem({ path, count }: { path: string; count: number }): ReactNode {
  const wrong = useEditor(({ issues }) => issues.find((issue) => issue.path.startsWith(`${path}.`) && Number(issue.path.slice(path.length + 1)) < count)?.path);
  return wrong ? <ProblemAt path={wrong} /> : null;
}

function ProblemAt({ path }: { path: string }): ReactNode {
  const { problem } = useDraftField(path);
  return <p className="field-problem" role="alert">{problem}</p>;
}

/** Entries with fields, folded to one line each; what is added opens. */
export function ItemsField<T>({ path, label, hint, addLabel, blank, titleOf, noteOf, emptyText, isOptional = true, hidesLabel = false, children }: {
  path: string; label: string; hint?: string; addLabel: string; blank: () => T; titleOf: (item: T, index: number) => string; noteOf?: (item: T) => string; emptyText?: string; isOptional?: boolean; hidesLabel?: boolean; children: (path: string, item: T) => ReactNode;
}): ReactNode {
  const field = useDraftField(path);
  const issues = useEditor((state) => state.issues);
  const [open, setOpen] = useState<readonly number[]>([]);
  const items = Array.isArray(field.value) ? (field.value as T[]) : [];
  const box = useRef<HTMLDivElement>(null);
  /** `goTo`: what has the focus then; adding, where it is not there. */
  const put = (next: readonly T[], nowOpen: readonly number[], goTo?: string): void => {
    field.set(next.length === 0 && isOptional ? undefined : next);
    setOpen(nowOpen);
    if (goTo) requestAnimationFrame(() => (box.current?.querySelector<HTMLElement>(goTo) ?? box.current?.querySelector<HTMLElement>(':scope > .button'))?.focus());
  };
  const toggle = (index: number): void => setOpen(open.includes(index) ? open.filter((entry) => entry !== index) : [...open, index]);
  const swap = (from: number, to: number): void => put(moved(items, from, to), open.map((entry) => (entry === from ? to : entry === to ? from : entry)));
  return (
    <FieldFrame field={field} label={label} hint={hint} isGroup hidesLabel={hidesLabel}>
      <div className="items-box" ref={box}>
        {items.length === 0 && emptyText && <p className="draft-empty">{emptyText}</p>}
        {items.length > 0 && (
          <ul className="items">
            {items.map((item, index) => {
              const isOpen = open.includes(index);
              const hasIssue = issues.some((issue) => issue.path.startsWith(`${path}.${index}.`));
              return (
                <li key={index} className={hasIssue ? 'item has-issue' : 'item'}>
                  <div className="item-head">
                    <button type="button" className="item-title" aria-expanded={isOpen} onClick={() => toggle(index)}><ChevronRight size={15} aria-hidden /><span className="truncate">{titleOf(item, index)}</span>{noteOf && <span className="item-note numbers truncate">{noteOf(item)}</span>}</button>
                    <RowButtons index={index} count={items.length} onMove={(to) => swap(index, to)} onRemove={() => put(items.toSpliced(index, 1), open.filter((entry) => entry !== index).map((entry) => (entry > index ? entry - 1 : entry)), `.item:nth-child(${Math.max(1, index)}) .item-title`)} />
                  </div>
                  {isOpen && <div className="item-body">{children(`${path}.${index}`, item)}</div>}
                </li>
              );
            })}
          </ul>
        )}
        <Button tone="quiet" icon={<Plus size={15} aria-hidden />} onClick={() => put([...items, blank()], [...open, items.length], `.item:nth-child(${items.length + 1}) .item-body :is(input, textarea)`)}>{addLabel}</Button>
      </div>
    </FieldFrame>
  );
}
