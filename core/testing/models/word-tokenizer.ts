// A tokenizer.json for tests: these words whole, every other word letter by letter, accents and capitals taken off.
const specials = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const punctuation = ['.', ',', '?', '!', ':', ';', '\'', '"', '-', '(', ')', '¿', '¡'];

export function wordTokenizer(words: readonly string[]): { json: object; size: number } {
  const pieces = [...new Set([...specials, ...punctuation, ...letters, ...[...letters].map((letter) => `##${letter}`), ...words])];
  const id = (piece: string) => pieces.indexOf(piece);
  const special = (piece: string) => ({ SpecialToken: { id: piece, type_id: 0 } });
  const json = {
    version: '1.0', truncation: null, padding: null,
    added_tokens: specials.map((content) => ({ id: id(content), content, special: true, single_word: false, lstrip: false, rstrip: false, normalized: false })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing', single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')], pair: [],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(pieces.map((piece, index) => [piece, index])) },
  };
  return { json, size: pieces.length };
}
