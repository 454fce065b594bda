// Where a file is chosen, or dropped anywhere on the window.
import { FileDown, FileUp } from 'lucide-react';
import { useCallback, useRef, type ReactNode } from 'react';
import { formatBytes } from '../../i18n/format.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useShell } from '../../stores-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useFileDrop } from '../companions/use-file-drop.ts';

type Props = { label: string; accept: string; maximumBytes: number; onFile: (file: File) => void };

export function FileZone({ label, accept, maximumBytes, onFile }: Props): ReactNode {
  const { t, language } = useText();
  const toast = useShell((state) => state.toast);
  const picker = useRef<HTMLInputElement>(null);
  const take = useCallback((files: File[]) => {
    const [file] = files;
    if (!file) return;
    if (file.size === 0) return toast(t('data_file_empty', { file: file.name }), { tone: 'danger' });
    if (file.size > maximumBytes) return toast(t('data_file_too_large', { file: file.name, size: formatBytes(maximumBytes, language) }), { tone: 'danger' });
    if (files.length > 1) toast(t('data_one_file', { file: file.name }));
    onFile(file);
  }, [maximumBytes, onFile, toast, t, language]);
  const isOver = useFileDrop(take);
  return (
    <div className="file-zone">
      <FileUp size={22} aria-hidden />
      <p><Button onClick={() => picker.current?.click()}>{t('data_choose_file')}</Button><span className="soft file-zone-drop">{t('data_drop_hint')}</span></p>
      <input ref={picker} type="file" hidden accept={accept} aria-label={label} onChange={(event) => { take([...(event.target.files ?? [])]); event.target.value = ''; }} />
      {isOver && <div className="drop-target" role="status"><span><FileDown size={28} aria-hidden /><b>{t('data_drop')}</b><span>{label}</span></span></div>}
    </div>
  );
}
