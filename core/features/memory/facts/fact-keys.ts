// The names facts go by: one table of keys, shared by the rules, the language model's schema, the screens and the evaluation.
import type { Fact } from '../../../contract/entities.ts';

type FactKey = {
  category: Fact['category'];
  /** one: a new value supersedes the old one. many: values stand beside each other. */
  holds: 'one' | 'many';
  /** name: a proper name. phrase: a few of the user's own words, without article or full stop. date: "YYYY-MM-DD", or "MM-DD" without a year. */
  value: 'name' | 'phrase' | 'number' | 'boolean' | 'date';
};

const one = (category: Fact['category'], value: FactKey['value'] = 'phrase'): FactKey => ({ category, holds: 'one', value });
const many = (category: Fact['category'], value: FactKey['value'] = 'phrase'): FactKey => ({ category, holds: 'many', value });

/** Every key with a fixed name. Beside these there are `favorite_<thing>` (preferences) and `pet_<animal>` (relationships). */
export const factKeys: Readonly<Record<string, FactKey>> = {
  // Who they are.
  name: one('personal_info', 'name'), nickname: one('personal_info', 'name'), last_name: one('personal_info', 'name'),
  age: one('personal_info', 'number'), birthday: one('personal_info', 'date'), birth_year: one('personal_info', 'number'),
  birthplace: one('personal_info', 'name'), home_city: one('personal_info', 'name'), nationality: one('personal_info'),
  language: many('personal_info'), height_cm: one('personal_info', 'number'), religion: one('personal_info'), zodiac_sign: one('personal_info'),
  // What they like, beside favorite_<thing>.
  likes: many('preferences'), dislikes: many('preferences'),
  // The people and animals around them. <relative>_name holds the name; the counts are numbers.
  marital_status: one('relationships'), partner_name: one('relationships', 'name'), mother_name: one('relationships', 'name'), father_name: one('relationships', 'name'),
  sister_name: many('relationships', 'name'), brother_name: many('relationships', 'name'), son_name: many('relationships', 'name'), daughter_name: many('relationships', 'name'),
  grandmother_name: many('relationships', 'name'), grandfather_name: many('relationships', 'name'), aunt_name: many('relationships', 'name'), uncle_name: many('relationships', 'name'),
  cousin_name: many('relationships', 'name'), nephew_name: many('relationships', 'name'), niece_name: many('relationships', 'name'), friend_name: many('relationships', 'name'),
  best_friend_name: one('relationships', 'name'), children_count: one('relationships', 'number'), sisters_count: one('relationships', 'number'), brothers_count: one('relationships', 'number'),
  siblings_count: one('relationships', 'number'), has_pet: many('relationships'),
  // What they do for pleasure.
  hobby: many('hobbies'), plays_instrument: many('hobbies'), plays_sport: many('hobbies'), collects: many('hobbies'),
  // What they want.
  goal: many('goals'),
  // Body and mind.
  allergy: many('health'), condition: many('health'), medication: many('health'), injury: many('health'), diet: one('health'), smokes: one('health', 'boolean'), drinks_alcohol: one('health', 'boolean'),
  // Work and studies. employer is where they work; profession is what they do or the field they work in.
  profession: one('work'), employer: one('work'), job_status: one('work'), boss_name: one('work', 'name'), studies: one('work'), school: one('work'), years_of_experience: one('work', 'number'),
  // What is coming and what happened to them. The day is kept beside the value in the tag "date:YYYY-MM-DD".
  plan: many('events'), life_event: many('events'),
  // The rest.
  habit: many('other'), owns: many('other'), vehicle: one('other'),
};

/** What a key holds; null for a name that is no key of ours (a user's own keys are allowed, and hold one value). */
export function factKey(key: string): FactKey | null {
  if (/^favorite_[a-z_]+$/.test(key)) return one('preferences');
  if (/^pet_[a-z_]+$/.test(key)) return many('relationships', 'name');
  return Object.hasOwn(factKeys, key) ? factKeys[key]! : null;
}

/** Whether a new value takes the place of the old one. */
export function isSingle(key: string): boolean {
  return factKey(key)?.holds !== 'many';
}
