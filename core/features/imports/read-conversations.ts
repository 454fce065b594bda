// Conversations out of a stream of bytes, one at a time. What it is, is told by what is in it, not by its name.
import { LuminoraError } from '../../contract/errors.ts';
import { isDeeperThan } from '../../lib/json-depth.ts';
import { createByteCursor } from './byte-cursor.ts';
import type { ByteCursor } from './byte-cursor.ts';
import { readChatgpt } from './chatgpt.ts';
import { readClaude } from './claude.ts';
import type { ImportedConversation, ImportFinding, Reader, Reading } from './imported.ts';
import { limits } from './limits.ts';
import { quoted, refusal } from './refuse.ts';
import { isSillytavernLine, readSillytavern } from './sillytavern.ts';
import { readAgnai, readCaiTools, readOoba } from './small-kinds.ts';
import { splitArray } from './split-array.ts';
import type { ListItem } from './split-array.ts';
import { unzip } from './unzip.ts';
import { isRecord } from './values.ts';

/** `bytes`: how much of the file had arrived. */
export type ReadItem = { bytes: number; conversation?: ImportedConversation; finding?: ImportFinding };

type Read = { conversations: ImportedConversation[]; findings: ImportFinding[] };

/** A list that begins with so many things that are no conversations is something else. */
const enoughUnknown = 50;
/** Tried in this order. */
const readers: readonly Reader[] = [readChatgpt, readClaude, readCaiTools, readOoba, readAgnai];
const isChatFile = (name: string) => /(?:^|\/)(?:conversations(?:[-_ ]?\d+)?\.json|[^/]+\.jsonl)$/i.test(name);
const known = 'It should be conversations.json of ChatGPT or Claude (or the ZIP it came in), or a chat of SillyTavern, CAI Tools, text-generation-webui or Agnai.';

/**
 * Every conversation of a file, and what was left out of it. One conversation is held at a time.
 * @throws LuminoraError `invalid_input` when it is of no known kind, damaged as a whole, or larger than allowed; `cancelled` when the signal says so
 */
export async function* readConversations(stream: AsyncIterable<Uint8Array>, options: { now: number; signal?: AbortSignal }): AsyncGenerator<ReadItem> {
  const cursor = createByteCursor(stopping(stream, options.signal));
  try {
    const head = await cursor.peek(4);
    if (head.length === 4 && head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) yield* readZip(cursor, options.now);
    else yield* readFile(cursor.rest(), cursor, 'file', options.now);
  } finally {
    await cursor.close();
  }
}

async function* stopping(stream: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    if (signal?.aborted) throw new LuminoraError('cancelled', 'The reading was stopped.');
    bytes += chunk.length;
    if (bytes > limits.fileBytes) throw refusal('file', `It is larger than ${limits.fileBytes} bytes.`);
    yield chunk;
  }
}

async function* readZip(cursor: ByteCursor, now: number): AsyncGenerator<ReadItem> {
  let files = 0;
  for await (const entry of unzip(cursor, 'file', isChatFile)) {
    files += 1;
    yield* readFile(entry.bytes, cursor, quoted(entry.name), now);
    // The checksum stands at the end: what follows the list is passed over, not left.
    for await (const _ of entry.bytes) continue;
  }
  if (files === 0) throw refusal('file', `The ZIP holds no conversations.json and no chat. ${known}`);
}

async function* readFile(stream: AsyncGenerator<Uint8Array>, outer: ByteCursor, place: string, now: number): AsyncGenerator<ReadItem> {
  const cursor = createByteCursor(kept(stream));
  const first = await firstSign(cursor, place);
  if (first === '[') yield* readList(cursor, outer, place, now);
  else if (first === '{') yield* items(readDocument(await whole(cursor, place), place, now), outer);
  else throw refusal(place, `It is of no known kind. ${known}`);
}

/** Stays open when its reader stops early. */
function kept(stream: AsyncGenerator<Uint8Array>): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => ({ next: () => stream.next() }) };
}

/** The first character that is no white space, which stays in the stream; what marks UTF-8 before it is taken. */
async function firstSign(cursor: ByteCursor, place: string): Promise<string> {
  const mark = await cursor.gather(3);
  if ((mark[0] === 0xff && mark[1] === 0xfe) || (mark[0] === 0xfe && mark[1] === 0xff)) throw refusal(place, 'It is written in UTF-16. Save it as UTF-8 and try again.');
  if (!(mark[0] === 0xef && mark[1] === 0xbb && mark[2] === 0xbf)) cursor.giveBack(mark);
  for (let byte = await cursor.take(1); byte !== null; byte = await cursor.take(1)) {
    const sign = String.fromCharCode(byte[0]!);
    if (sign.trim() === '') continue;
    cursor.giveBack(byte);
    return sign;
  }
  throw refusal(place, 'It is empty.');
}

async function* readList(cursor: ByteCursor, outer: ByteCursor, place: string, now: number): AsyncGenerator<ReadItem> {
  let number = 0;
  let recognized = 0;
  for await (const item of splitArray(cursor.rest())) {
    number += 1;
    if (number > limits.conversations) throw refusal(place, `It holds more than ${limits.conversations} conversations.`);
    const read = readListItem(item, `${place} conversation ${number}`, now);
    if (read.isKnown) recognized += 1;
    else if (recognized === 0 && number >= enoughUnknown) throw refusal(place, `None of the first ${number} items is a conversation of a known kind. ${known}`);
    yield* items(read, outer);
  }
}

/** Lets go of the text and of its values before anybody works with what was read. */
function readListItem(item: ListItem, place: string, now: number): Read & { isKnown: boolean } {
  const { bytes, why } = item;
  item.bytes = null;
  const value = bytes === null ? undefined : parse(bytes);
  const read = isRecord(value) ? readValue(value, place, now) : null;
  if (read) return { ...read, isKnown: true };
  return { conversations: [], findings: [{ place, message: value === undefined ? why ?? 'It is damaged and was left out.' : 'It is of no known kind and was left out.' }], isKnown: false };
}

/** A whole small file: one document, or a chat with one message a line. */
function readDocument(bytes: Uint8Array, place: string, now: number): Read {
  const value = parse(bytes);
  if (isRecord(value) && !isSillytavernLine(value)) {
    const read = readValue(value, place, now);
    if (!read) throw refusal(place, `It is of no known kind. ${known}`);
    return read;
  }
  const findings: ImportFinding[] = [];
  const lines: unknown[] = [];
  for (const [index, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = parseText(line);
    if (read === undefined) findings.push({ place: `${place} line ${index + 1}`, message: 'The line is damaged and was left out.' });
    else lines.push(read);
  }
  const reading = createReading(place, now);
  const conversations = readSillytavern(lines, reading);
  if (conversations === null) throw refusal(place, `It is damaged or of no known kind. ${known}`);
  return { conversations, findings: [...findings, ...reading.findings] };
}

/** Null when it is of no known kind. */
function readValue(value: Record<string, unknown>, place: string, now: number): Read | null {
  for (const read of readers) {
    const reading = createReading(place, now);
    const conversations = read(value, reading);
    if (conversations !== null) return { conversations, findings: reading.findings };
  }
  return null;
}

function* items({ conversations, findings }: Read, outer: ByteCursor): Generator<ReadItem> {
  for (const finding of findings) yield { bytes: outer.arrived(), finding };
  for (const conversation of conversations) yield { bytes: outer.arrived(), conversation };
}

function createReading(place: string, now: number): Reading & { findings: ImportFinding[] } {
  const findings: ImportFinding[] = [];
  return { now, place, findings, warn: (where, message) => { findings.push({ place: where, message }); } };
}

async function whole(cursor: ByteCursor, place: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of cursor.rest()) {
    length += piece.length;
    if (length > limits.documentBytes) throw refusal(place, `It is one document of more than ${limits.documentBytes} bytes.`);
    pieces.push(piece.slice());
  }
  return Buffer.concat(pieces);
}

const parse = (bytes: Uint8Array) => parseText(new TextDecoder().decode(bytes));

/** Undefined when it is no JSON, or too deep. */
function parseText(text: string): unknown {
  if (isDeeperThan(text, limits.conversationDepth)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
