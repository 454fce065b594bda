// Text to token ids, from the two files beside a model. Reads the disk only; it has no way to reach a network.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { LuminoraError } from '../contract/errors.ts';

export type TextTokenizer = {
  /** At most `maxTokens` ids; a longer text keeps its beginning and its closing special token. */
  encode(text: string): number[];
};

/** Loads tokenizer.json and tokenizer_config.json of a model folder. */
export async function loadTokenizer(folder: string, maxTokens: number): Promise<TextTokenizer> {
  try {
    const read = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as object;
    const tokenizer = new Tokenizer(await read('tokenizer.json'), await read('tokenizer_config.json'));
    // Longer texts are cut before they are tokenised, so that a megabyte costs no more than a page.
    const mostCharacters = maxTokens * 24;
    return {
      encode(text) {
        const shortened = text.length > mostCharacters ? text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '') : text;
        const ids = tokenizer.encode(shortened.toWellFormed()).ids;
        const last = ids.at(-1);
        return ids.length <= maxTokens || last === undefined ? ids : [...ids.slice(0, maxTokens - 1), last];
      },
    };
  } catch (error) {
    throw new LuminoraError('model_damaged', `The tokenizer in ${folder} could not be read. Install the program again.`, { cause: error, details: { folder } });
  }
}
