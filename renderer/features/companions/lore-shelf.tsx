// Books that stand beside the companion's own: brought in from a file, switched on and off, for this one or for everyone.
import { Ellipsis, Upload } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Finding, LorebookRecord } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useEditor, useLorebooks, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/field.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { FieldGroup } from './field-frame.tsx';
import { FindingsList } from './findings-list.tsx';
import { useCompanionActions } from './use-companion-actions.ts';

export function LoreShelf(): ReactNode {
  const { t } = useText();
  const { lorebooks, shell } = useStores();
  const { attempt } = useCompanionActions();
  const id = useEditor((state) => state.id) ?? '';
  const all = useLorebooks((state) => state.books);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => { lorebooks.getState().load().catch(() => {}); }, [lorebooks]);
  const books = all.filter(({ personality }) => personality === '' || personality === id);
  const bring = async (file: File): Promise<void> => {
    const text = await file.text();
    await attempt(async () => {
      try {
        const answer = await lorebooks.getState().importBook(file.name, id, text);
        setFindings(answer.findings);
        shell.getState().toast(t('shelf_imported', { name: answer.book.name }));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        shell.getState().toast(t('json_not_json'), { tone: 'danger' });
      }
    });
  };
  return (
    <FieldGroup title={t('shelf_title')} hint={t('shelf_hint')}>
      {books.length > 0 && <ul className="items shelf">{books.map((book) => <Row key={book.id} book={book} id={id} />)}</ul>}
      {findings.length > 0 && <FindingsList findings={findings} />}
      <span><Button icon={<Upload size={15} aria-hidden />} onClick={() => picker.current?.click()}>{t('shelf_import')}</Button></span>
      <input ref={picker} type="file" hidden accept=".json,application/json" aria-label={t('shelf_import')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) void bring(file); event.target.value = ''; }} />
    </FieldGroup>
  );
}

function Row({ book, id }: { book: LorebookRecord; id: string }): ReactNode {
  const { t } = useText();
  const { lorebooks, editor, shell } = useStores();
  const { attempt } = useCompanionActions();
  const name = useEditor(({ history }) => history?.present.persona.name ?? '');
  const label = `book-${book.id}`;
  const { change, remove, restore } = lorebooks.getState();
  const takeIn = (): void => {
    const own = editor.getState().history?.present.lorebook ?? { extensions: {}, entries: [] };
    editor.getState().edit('lorebook', { ...own, entries: [...own.entries, ...book.definition.entries] });
    shell.getState().toast(t('shelf_taken_in', { count: book.definition.entries.length }));
  };
  const drop = (): void => void attempt(async () => {
    const gone = await remove(book.id);
    shell.getState().toast(t('companions_deleted', { name: book.name }), { action: { label: t('undo'), run: () => void attempt(() => restore(gone)) } });
  });
  return (
    <li className="item shelf-row">
      <span className="shelf-words"><b id={label} className="truncate">{book.name}</b><span className="soft">{t('shelf_count', { count: book.definition.entries.length })} · {book.personality === '' ? t('shelf_everyone') : t('shelf_only', { name })}</span></span>
      <Switch isOn={book.is_enabled} onChange={(isOn) => void attempt(() => change(book.id, { is_enabled: isOn }))} labelledBy={label} />
      <Menu label={t('companions_actions', { name: book.name })} trigger={<IconButton size="small" label={t('companions_actions', { name: book.name })} hasTip={false}><Ellipsis size={16} /></IconButton>}>
        <MenuItem onSelect={() => void attempt(() => change(book.id, { personality: book.personality === '' ? id : '' }))}>{book.personality === '' ? t('shelf_make_own', { name }) : t('shelf_make_common')}</MenuItem>
        <MenuItem onSelect={takeIn}>{t('shelf_take_in')}</MenuItem>
        <MenuLine />
        <MenuItem tone="danger" onSelect={drop}>{t('companions_delete')}</MenuItem>
      </Menu>
    </li>
  );
}
