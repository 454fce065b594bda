// Cuts Markdown into its top-level blocks, so that while a reply streams only the last block is drawn anew. Pure.

/** Joined with blank lines, the blocks are the text again. A text with link definitions or footnotes stays whole: they act across blocks. */
export function splitBlocks(text: string): string[] {
  if (/^ {0,3}\[[^\]\n]+\]:/m.test(text)) return [text];
  const blocks: string[] = [];
  let block: string[] = [];
  let fence: string | null = null;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === null && mark) fence = mark;
    else if (fence !== null && mark && mark.startsWith(fence) && line.trim() === mark) fence = null;
    const isBreak = fence === null && line.trim() === '' && !isContinued(lines.slice(index + 1), block);
    if (isBreak) {
      if (block.length > 0) blocks.push(block.join('\n'));
      block = [];
    } else if (block.length > 0 || line.trim() !== '') {
      block.push(line);
    }
  }
  if (block.length > 0) blocks.push(block.join('\n'));
  return blocks;
}

/** A blank line inside a list or an indented part belongs to it. */
function isContinued(following: readonly string[], block: readonly string[]): boolean {
  const next = following.find((line) => line.trim() !== '');
  const isList = block.some((line) => /^ {0,3}([-*+]|\d{1,9}[.)]) /.test(line));
  if (next === undefined) return false;
  return /^( {2,}|\t)/.test(next) || (isList && /^ {0,3}([-*+]|\d{1,9}[.)]) /.test(next));
}
