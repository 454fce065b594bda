// Markdown without its marks, for one-line and few-line excerpts.

export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/^\s*(```|~~~).*$/gm, '')
    .replaceAll(/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s{0,3}(#{1,6}|>|[-*+])\s+/gm, '')
    .replaceAll(/(\*\*|__|`|~~)/g, '')
    .replaceAll(/\s*\|\s*/g, ' · ')
    .replaceAll(/·(?:\s*·)+/g, '·')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
