// The copy of a text that analysis sees: one spelling for what looks the same, nothing invisible.

const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** NFKC, invisible and control characters removed, line ends as \n. The stored message keeps the user's own characters. */
export function normalizeForAnalysis(text: string): string {
  return text.normalize('NFKC').replace(/\r\n?/g, '\n').replace(invisible, '').replace(control, '');
}
