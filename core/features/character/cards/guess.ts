// What a card does not say and a LuminoraCore personality must: guessed from its tags and words where they tell, else as neutral as can be.
import type { Personality } from '../../../contract/personality.ts';
import { foldWords } from '../../../lib/fold-words.ts';
import { identifyLanguage } from '../../../lib/language.ts';
import { own } from './same.ts';
import type { CardData } from './card-fields.ts';

type Language = Personality['persona']['language'];
type Traits = Personality['core_traits'];

/** Words of the fields that say how somebody is, without accents, in small letters. */
const archetypes: Readonly<Record<Traits['archetype'], readonly string[]>> = {
  scientist: ['scientist', 'researcher', 'engineer', 'cientifica', 'cientifico', 'investigadora', 'ingeniera', 'ai', 'artificial'],
  adventurer: ['adventurer', 'explorer', 'pirate', 'hunter', 'traveler', 'aventurera', 'aventurero', 'exploradora', 'pirata', 'viajera'],
  caregiver: ['caring', 'nurse', 'mother', 'healer', 'gentle', 'kind', 'enfermera', 'madre', 'sanadora', 'amable', 'carinosa'],
  skeptic: ['skeptic', 'skeptical', 'cynical', 'detective', 'esceptica', 'esceptico', 'cinica'],
  trendy: ['trendy', 'influencer', 'streamer', 'idol', 'gamer', 'moderna'],
  leader: ['leader', 'captain', 'queen', 'king', 'commander', 'lider', 'capitana', 'capitan', 'reina', 'rey'],
  motivator: ['coach', 'trainer', 'motivator', 'optimistic', 'entrenadora', 'entrenador', 'optimista'],
  rebel: ['rebel', 'hacker', 'punk', 'outlaw', 'rebelde', 'proscrita'],
  academic: ['professor', 'teacher', 'scholar', 'librarian', 'profesora', 'profesor', 'bibliotecaria', 'historiadora'],
  charming: ['charming', 'flirty', 'seductive', 'romantic', 'encantadora', 'encantador', 'coqueta', 'romantica'],
};
const temperaments: Readonly<Record<Traits['temperament'], readonly string[]>> = {
  calm: ['calm', 'gentle', 'patient', 'quiet', 'tranquila', 'tranquilo', 'paciente', 'serena'], energetic: ['energetic', 'cheerful', 'lively', 'energica', 'alegre', 'vivaz'],
  serious: ['serious', 'stern', 'stoic', 'seria', 'serio', 'severa'], playful: ['playful', 'mischievous', 'teasing', 'juguetona', 'traviesa', 'bromista'],
  mysterious: ['mysterious', 'enigmatic', 'misteriosa', 'misterioso', 'enigmatica'], direct: ['blunt', 'direct', 'frank', 'directa', 'directo', 'franca'], cool: ['cool', 'aloof', 'detached', 'distante', 'fria'],
};
const styles: Readonly<Record<Traits['communication_style'], readonly string[]>> = {
  formal: ['formal', 'polite', 'elegant', 'educada', 'elegante'], casual: ['casual', 'slang', 'informal', 'relajada'], technical: ['technical', 'scientific', 'tecnica', 'analytical'],
  conversational: ['talkative', 'chatty', 'friendly', 'habladora', 'amigable'], poetic: ['poetic', 'poet', 'lyrical', 'poetica', 'poeta'], humorous: ['funny', 'sarcastic', 'witty', 'graciosa', 'sarcastica', 'ironica'],
};

function likeliest<Name extends string>(table: Readonly<Record<Name, readonly string[]>>, words: readonly string[], otherwise: Name): Name {
  const counts = (Object.entries(table) as [Name, readonly string[]][]).map(([name, known]) => ({ name, count: words.filter((word) => known.includes(word)).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best), { name: otherwise, count: 0 }).name;
}

const scripts: readonly (readonly [Language, RegExp])[] = [['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu], ['ko', /\p{Script=Hangul}/gu], ['zh', /\p{Script=Han}/gu], ['ru', /\p{Script=Cyrillic}/gu]];

/** English where nothing tells: half of what is not English or Spanish cannot be told apart cheaply. */
export function guessLanguage(text: string): Language {
  const start = text.slice(0, 4000);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  const script = scripts.find(([, pattern]) => (start.match(pattern)?.length ?? 0) * 3 > letters && letters > 0);
  if (script) return script[0];
  const language = identifyLanguage(start);
  return language === 'es' ? 'es' : 'en';
}

const rules: Partial<Record<Language, string>> & { en: string } = { en: 'You act and speak as your description says.', es: 'Actúas y hablas como dice tu descripción.' };

/** The parts of a personality that no field of a card speaks of. */
export function guessCharacter(data: CardData): Pick<Personality, 'core_traits' | 'linguistic_profile' | 'behavioral_rules'> & { language: Language } {
  const texts = ['personality', 'description', 'first_mes', 'scenario'].map((name) => own(data, name)).filter((value) => typeof value === 'string');
  const tags = own(data, 'tags');
  const words = foldWords([...(Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string').slice(0, 100) : []), ...texts.slice(0, 2).map((text) => text.slice(0, 4000))].join(' ')).split(' ');
  const language = guessLanguage(texts.map((text) => text.slice(0, 1000)).join('\n'));
  return {
    language,
    core_traits: { archetype: likeliest(archetypes, words, 'caregiver'), temperament: likeliest(temperaments, words, 'calm'), communication_style: likeliest(styles, words, 'conversational') },
    linguistic_profile: { tone: ['friendly'], syntax: 'varied', vocabulary: [] },
    behavioral_rules: [rules[language] ?? rules.en],
  };
}
