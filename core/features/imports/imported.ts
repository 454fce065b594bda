// What every kind of file becomes: conversations whose messages form a tree, parents before their children.

export type ImportSource = 'chatgpt' | 'claude' | 'sillytavern' | 'cai_tools' | 'ooba' | 'agnai';

export type ImportedMessage = {
  /** Unique in its conversation. */
  source_id: string;
  /** Always the id of an earlier message of the list, or null at a root. */
  parent_source_id: string | null;
  speaker: 'user' | 'assistant';
  /** Well-formed, never empty; pictures and files are named in square brackets. */
  content: string;
  /** Milliseconds since the Unix epoch, never after the reading. */
  created_at: number;
  model: string | null;
  /** On the branch the file ends with. */
  is_active: boolean;
};

export type ImportedConversation = {
  source: ImportSource;
  /** The file's own id, or a hash of what is in it where it has none. */
  source_id: string;
  title: string;
  created_at: number;
  updated_at: number;
  /** Names the file gives to the two who speak. */
  user_name: string | null;
  character_name: string | null;
  messages: ImportedMessage[];
};

/** Something of the file that was left out or mended. */
export type ImportFinding = { place: string; message: string };

/** What a reader of one kind needs: the time, and a place for what it leaves out. */
export type Reading = { now: number; place: string; warn: (place: string, message: string) => void };

/** Reads one value of JSON: its conversations, or null when it is of another kind. */
export type Reader = (value: Record<string, unknown>, reading: Reading) => ImportedConversation[] | null;
