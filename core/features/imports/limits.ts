// What a file of old conversations may take: well above what is met in the wild, and never felt.
const mebibyte = 1024 * 1024;

export const limits = {
  /** Of the whole file, unpacked. */
  fileBytes: 4096 * mebibyte,
  /** Of one conversation as JSON: the one thing that is held whole. */
  conversationBytes: 16 * mebibyte,
  /** Of a file that is one document or one chat, such as a chat of SillyTavern. */
  documentBytes: 32 * mebibyte,
  conversationDepth: 64,
  /** Commas outside strings: values stand between them. */
  conversationCommas: 2_000_000,
  messages: 100_000,
  conversations: 200_000,
  /** Characters of one message; what is longer is cut, and says so. */
  text: 200_000,
  title: 200,
  zipEntries: 100_000,
  /** What deflate gives back for a byte of real text stays far below. */
  zipRatio: 400,
  /** Findings told about one file; the rest is only counted. */
  findings: 200,
} as const;
