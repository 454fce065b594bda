// Whether words of thanks thank the companion. "Thank God it's Friday", "no, thanks" and "my boss never says thanks" hold the words and thank nobody here.
import { foldWords } from '../lib/fold-words.ts';

const thanks = '(?:thanks|thank you|thx|gracias)';
/** Sayings, refusals and thanks told of, folded; what is left of a text without them is what thanks. */
const notMeant = new RegExp([
  `no (?:muchas )?${thanks}`, `${thanks} but no(?: ${thanks})?`, `(?:deja|dejalo) ${thanks}`,
  `${thanks} (?:for|por) (?:nothing|nada)`,
  'thank(?:s to)? (?:god|goodness|heavens?|christ)', 'gracias a (?:dios|el cielo|la virgen)', 'a dios gracias',
  'thanksgiving(?: day)?', 'accion de gracias',
  `(?:says?|said|saying|dice|dicen|dijo|dijeron) (?:\\w+ ){0,2}${thanks}`, '(?:da|dan|dio|dieron|daba) (?:las )?gracias',
  `(?:taught|teach|teaches|how|forgot|forget) (?:\\w+ ){0,4}${thanks}`, '(?:ensen|aprend|educ)\\w+ (?:\\w+ ){0,3}gracias',
  `(?:nobody|no one|nadie) (?:\\w+ ){0,4}(?:${thanks}|thanked|agradec\\w+|appreciat\\w+)`, `(?:not|t) even (?:say )?(?:a )?${thanks}`, 'ni (?:siquiera )?(?:las |un )?gracias',
].map((phrase) => `\\b${phrase}\\b`).join('|'), 'g');
const anyThanks = /\b(?:thank\w*|thx|ty|tysm|cheers|grateful|appreciat\w*|gracia\w*|grax|agrade\w*)\b/;
/** "I just wanted to say thanks", "te doy las gracias": told of by whom it comes from. */
const said = /\b(?:i (?:just |only |really )?(?:want(?:ed)?|need(?:ed)?|have|had|came|must|should)|let me|quer\w+|quier\w+|te doy|te damos) (?:\w+ ){0,2}/g;
const mostCharacters = 2000;

/** True for thanks in words this does not know: it only finds those that are not meant. */
export function areThanksMeant(text: string): boolean {
  const words = foldWords(text.slice(0, mostCharacters));
  if (!anyThanks.test(words)) return true;
  const ownVoice = words.match(said)?.some((start) => anyThanks.test(words.slice(words.indexOf(start)))) ?? false;
  return (ownVoice && !/\b(?:nobody|no one|nadie)\b/.test(words)) || anyThanks.test(words.replace(notMeant, ' '));
}
