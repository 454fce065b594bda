// Makes a text field as tall as its text, up to a number of lines.

export function growToContent(field: HTMLTextAreaElement, maximumLines: number): void {
  const style = getComputedStyle(field);
  const line = Number.parseFloat(style.lineHeight) || 24;
  const frame = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
  field.style.height = 'auto';
  const wanted = field.scrollHeight;
  const most = line * maximumLines + frame;
  field.style.height = `${Math.min(wanted, most)}px`;
  field.style.overflowY = wanted > most + 1 ? 'auto' : 'hidden';
}
