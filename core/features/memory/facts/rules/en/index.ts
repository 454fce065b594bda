// The English rules, all themes.
import type { Rule } from '../../reading/rule.ts';
import { englishEvents } from './events.ts';
import { englishGoals } from './goals.ts';
import { englishHabits } from './habits.ts';
import { englishHealth } from './health.ts';
import { englishHobbies } from './hobbies.ts';
import { englishIdentity } from './identity.ts';
import { englishPeople } from './people.ts';
import { englishPets } from './pets.ts';
import { englishPlaces } from './places.ts';
import { englishPreferences } from './preferences.ts';
import { englishWork } from './work.ts';

export const englishRules: readonly Rule[] = [
  ...englishIdentity, ...englishPlaces, ...englishPeople, ...englishPets, ...englishWork, ...englishPreferences, ...englishHobbies, ...englishGoals, ...englishEvents, ...englishHealth, ...englishHabits,
];
