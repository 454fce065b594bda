// "Tengo 28, perdón, 29": what a writer takes back in the same breath is replaced by what they meant.

const marker = String.raw`(?:perd[oó]n|digo|quise decir|quiero decir|mejor dicho|corrijo|bueno,? no|no,? perd[oó]n|me equivoqu[eé]|I mean|I meant|sorry|correction|make that|or rather|scratch that|wait,? no|no,? wait|oops|ups|uy)`;
const between = String.raw`\s*[,.;:…(–—-]+\s*(?:y\s+|no,?\s+|bueno,?\s+|er,?\s+)?${marker}(?:,?\s*(?:son|es|tengo|it's|I'm|que|a|en|in))?[\s,.:;…]*(?:no,?\s+|ya\s+)?(?:en\s+|in\s+)?`;
const numbers = new RegExp(String.raw`(?<![\d.])\d{1,4}((?:\s+(?:años|years(?: old)?))?)${between}(\d{1,4})(?!\d)`, 'giu');
const names = new RegExp(String.raw`(?<!\p{L})\p{Lu}\p{Ll}+${between}(\p{Lu}\p{Ll}+)`, 'gu');

/** "Favourite food? Lasagne." */
const askedOneself = /(?<=^|[.!?\n] ?)(?:my )?((?:fav|fave|favou?rite) \p{L}+(?: \p{L}+)?|name|age|star sign)\?\s+(?=[\p{L}\p{N}])/giu;
const askedOneselfEs = /(?<=^|[.!?\n] ?)¿?(?:(?:mi|tu) )?(\p{L}+ (?:favorit[oa]|preferid[oa])|signo)\?\s+(?=[\p{L}\p{N}])/giu;

/** The text with the taken-back number or name left out. */
export function withCorrections(text: string): string {
  return text.replace(numbers, '$2$1').replace(names, '$1').replace(askedOneself, 'my $1 is ').replace(askedOneselfEs, 'mi $1 es ');
}
