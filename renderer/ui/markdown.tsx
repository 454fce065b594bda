// Shows a model's Markdown. No HTML of its own passes, links open outside, remote images wait for a click, code can be copied.
import { lazy, memo, Suspense, type ReactNode } from 'react';
import { splitBlocks } from './markdown-blocks.ts';
import { MarkdownBlock, type MarkdownLabels } from './markdown-block.tsx';
import './markdown.css';

export type { MarkdownLabels } from './markdown-block.tsx';
const HighlightedBlock = lazy(() => import('./markdown-highlighted.tsx').then((module) => ({ default: module.HighlightedBlock })));

export const Markdown = memo(function Markdown({ text, labels }: { text: string; labels: MarkdownLabels }): ReactNode {
  return <div className="markdown">{splitBlocks(text).map((block, index) => <Block key={index} text={block} labels={labels} />)}</div>;
});

/** Code brings the highlighter, which is loaded the first time it is needed. */
const Block = memo(function Block({ text, labels }: { text: string; labels: MarkdownLabels }): ReactNode {
  const plain = <MarkdownBlock text={text} labels={labels} />;
  return /^\s*(```|~~~)/m.test(text) ? <Suspense fallback={plain}><HighlightedBlock text={text} labels={labels} /></Suspense> : plain;
});
