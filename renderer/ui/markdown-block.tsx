// One block of Markdown as elements: what may be shown is decided here.
import { ExternalLink } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './code-block.tsx';

export type MarkdownLabels = { copy: string; copied: string; wrap: string; unwrap: string; plainCode: string; code: string; table: string; image: (host: string) => string };
type Plugins = NonNullable<Options['rehypePlugins']>;
const remarkPlugins = [remarkGfm];
const noPlugins: Plugins = [];

/** Only addresses a person can judge: http, https and mailto; anything else loses its address. */
export function safeAddress(address: string): string {
  return /^(https?:\/\/|mailto:)/i.test(address.trim()) ? address.trim() : '';
}

export function MarkdownBlock({ text, labels, highlighters = noPlugins }: { text: string; labels: MarkdownLabels; highlighters?: Plugins }): ReactNode {
  const rehypePlugins = useMemo<Plugins>(() => [rehypeSanitize, ...highlighters], [highlighters]);
  const components = useMemo<Components>(() => ({
    a: ({ href, children }) => (href ? <a href={href} target="_blank" rel="noreferrer noopener">{children}</a> : <span>{children}</span>),
    img: ({ src, alt }) => (typeof src === 'string' && src ? <a className="markdown-image" href={src} target="_blank" rel="noreferrer noopener"><ExternalLink size={14} aria-hidden /><span>{alt || labels.image(hostOf(src))}</span></a> : null),
    pre: ({ children }) => <CodeBlock labels={labels}>{children}</CodeBlock>,
    table: ({ children }) => <div className="markdown-table" role="region" aria-label={labels.table} tabIndex={0}><table>{children}</table></div>,
    h1: ({ children }) => <h3 className="markdown-h1">{children}</h3>,
    h2: ({ children }) => <h3 className="markdown-h2">{children}</h3>,
    h4: ({ children }) => <h3>{children}</h3>,
    h5: ({ children }) => <h3>{children}</h3>,
    h6: ({ children }) => <h3>{children}</h3>,
  }), [labels]);
  return <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins} components={components} urlTransform={safeAddress}>{text}</ReactMarkdown>;
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
