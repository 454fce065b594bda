// The companion's portrait and expressions: dropped or picked, shown, taken away. Pictures are kept at once; they are no part of the draft.
import { ImagePlus, X } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import { emotionLabels, type Finding } from '../../../core/contract/index.ts';
import { useText } from '../../i18n/text-context.tsx';
import { useCompanions, useEditor, usePictures, useStores } from '../../stores-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { CompanionPortrait } from '../relationship/companion-portrait.tsx';
import { pictureKey } from '../relationship/pictures-store.ts';
import { expressionChoices } from './choices.ts';
import { FindingsList } from './findings-list.tsx';
import { pictureBytes } from './image-size.ts';
import { useCompanionActions } from './use-companion-actions.ts';

export function PicturesField({ id }: { id: string }): ReactNode {
  const { t } = useText();
  const { companions, pictures, shell } = useStores();
  const { attempt } = useCompanionActions();
  const summary = useCompanions((state) => state.companions.find((entry) => entry.id === id));
  const draftHue = useEditor(({ history }) => history?.present.appearance?.accent_hue ?? null);
  const draftName = useEditor(({ history }) => history?.present.persona.name ?? '');
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [isOver, setOver] = useState(false);
  const portraitInput = useRef<HTMLInputElement>(null);
  const packInput = useRef<HTMLInputElement>(null);
  const assets = summary?.assets ?? [];
  const expressions = emotionLabels.filter((label) => assets.includes(label));
  const done = (text: string): void => { pictures.getState().applyEvent({ type: 'personality-changed', id }); shell.getState().toast(text); };
  const putPortrait = (file: File): void => void attempt(async () => { await companions.getState().putPicture(id, 'portrait', await pictureBytes(file)); done(t('pictures_portrait_kept')); });
  const putPack = (file: File): void => void attempt(async () => {
    const answer = await companions.getState().putPack(id, new Uint8Array(await file.arrayBuffer()));
    setFindings(answer.findings);
    done(t('pictures_pack_kept', { count: answer.count }));
  });
  const take = (file: File): void => { if (/\.(zip|charx)$/i.test(file.name)) putPack(file); else putPortrait(file); };
  const remove = (name: string): void => void attempt(async () => { await companions.getState().removePicture(id, name); done(t('pictures_removed')); });
  const drop = (event: DragEvent): void => { event.preventDefault(); event.stopPropagation(); setOver(false); const [file] = event.dataTransfer.files; if (file) take(file); };
  return (
    <section className={isOver ? 'pictures is-over' : 'pictures'} aria-label={t('pictures_title')} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <CompanionPortrait companion={{ id, name: draftName, accent_hue: draftHue, assets: assets.filter((name) => name === 'portrait') }} size={84} />
      <div className="pictures-words">
        <p className="draft-hint">{t('pictures_hint')}</p>
        <div className="pictures-ways">
          <Button icon={<ImagePlus size={15} aria-hidden />} onClick={() => portraitInput.current?.click()}>{t(assets.includes('portrait') ? 'pictures_replace' : 'pictures_choose')}</Button>
          {assets.includes('portrait') && <Button tone="quiet" onClick={() => remove('portrait')}>{t('pictures_remove')}</Button>}
          <Button tone="quiet" onClick={() => packInput.current?.click()}>{t('pictures_pack')}</Button>
        </div>
        <input ref={portraitInput} type="file" hidden accept="image/png,image/jpeg,image/webp,image/gif,image/avif" aria-label={t('pictures_choose')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) take(file); event.target.value = ''; }} />
        <input ref={packInput} type="file" hidden accept=".zip,application/zip" aria-label={t('pictures_pack')} onChange={(event) => { const [file] = event.target.files ?? []; if (file) putPack(file); event.target.value = ''; }} />
        {expressions.length > 0 && <ul className="expressions" aria-label={t('pictures_expressions')}>{expressionChoices(t).filter(({ value }) => assets.includes(value)).map(({ value, label }) => <Expression key={value} id={id} name={value} label={label} onRemove={() => remove(value)} />)}</ul>}
        {findings.length > 0 && <FindingsList findings={findings} />}
      </div>
    </section>
  );
}

function Expression({ id, name, label, onRemove }: { id: string; name: string; label: string; onRemove: () => void }): ReactNode {
  const { t } = useText();
  const src = usePictures((state) => state.pictures[pictureKey(id, name)]);
  const want = usePictures((state) => state.want);
  useEffect(() => { if (!src) want(id, name); }, [src, want, id, name]);
  return <li className="expression">{src ? <img src={src} alt={label} /> : <span aria-hidden />}<span className="truncate" aria-hidden={src ? true : undefined}>{label}</span><IconButton size="small" label={t('pictures_remove_of', { name: label })} onClick={onRemove}><X size={13} /></IconButton></li>;
}
