// The Spanish rules, all themes.
import type { Rule } from '../../reading/rule.ts';
import { spanishEvents } from './events.ts';
import { spanishGoals } from './goals.ts';
import { spanishHabits } from './habits.ts';
import { spanishHealth } from './health.ts';
import { spanishHobbies } from './hobbies.ts';
import { spanishIdentity } from './identity.ts';
import { spanishPeople } from './people.ts';
import { spanishPets } from './pets.ts';
import { spanishPlaces } from './places.ts';
import { spanishPreferencesOtherwise } from './preferences-otherwise.ts';
import { spanishPreferences } from './preferences.ts';
import { spanishWork } from './work.ts';

export const spanishRules: readonly Rule[] = [
  ...spanishIdentity, ...spanishPlaces, ...spanishPeople, ...spanishPets, ...spanishWork, ...spanishPreferences, ...spanishPreferencesOtherwise, ...spanishHobbies, ...spanishGoals, ...spanishEvents, ...spanishHealth, ...spanishHabits,
];
