// The same block with coloured code; apart, because the highlighter is large.
import type { ReactNode } from 'react';
import rehypeHighlight from 'rehype-highlight';
import { MarkdownBlock, type MarkdownLabels } from './markdown-block.tsx';

const plugins = [rehypeHighlight];

export function HighlightedBlock(props: { text: string; labels: MarkdownLabels }): ReactNode {
  return <MarkdownBlock {...props} highlighters={plugins} />;
}
