// The compiled prompt: new sentences marked, those that are gone struck through, and those that a layer added underlined.
import { useMemo, type ReactNode } from 'react';
import { useText } from '../../i18n/text-context.tsx';
import { usePreview } from '../../stores-context.tsx';
import { diffTexts, type TextPiece } from './text-diff.ts';

export function PreviewText(): ReactNode {
  const { t } = useText();
  const { compiled, saved, choice } = usePreview((state) => state);
  const added = useMemo(() => new Set(compiled?.layers.filter(({ layer }) => layer !== 'base').flatMap((layer) => layer.added.map((sentence) => sentence.trim())) ?? []), [compiled]);
  if (!compiled) return null;
  return (
    <section className="prompt" aria-label={t('preview_text')} lang={choice.language}>
      <h3>{t('preview_text')}</h3>
      <Pieces before={saved?.text ?? compiled.text} after={compiled.text} added={added} />
      {(compiled.note || saved?.note) && <><h3>{t('preview_note_title')}</h3><Pieces before={saved?.note ?? compiled.note} after={compiled.note} added={added} /></>}
    </section>
  );
}

function Pieces({ before, after, added }: { before: string; after: string; added: ReadonlySet<string> }): ReactNode {
  const { t } = useText();
  const pieces = useMemo(() => diffTexts(before, after), [before, after]);
  return <p className="prompt-text">{pieces.map((piece, index) => <Piece key={index} piece={piece} isLayer={added.has(piece.text.trim().replace(/^[-•*]\s+/, ''))} newLabel={t('preview_new')} goneLabel={t('preview_gone')} />)}</p>;
}

function Piece({ piece, isLayer, newLabel, goneLabel }: { piece: TextPiece; isLayer: boolean; newLabel: string; goneLabel: string }): ReactNode {
  if (piece.kind === 'added') return <ins><span className="visually-hidden">{newLabel}: </span>{piece.text}</ins>;
  if (piece.kind === 'removed') return <del><span className="visually-hidden">{goneLabel}: </span>{piece.text}</del>;
  return isLayer ? <span className="prompt-layer">{piece.text}</span> : piece.text;
}
