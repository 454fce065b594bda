// Facts about the user as English sentences.
import type { SentenceWords } from './words.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

export const englishSentences: SentenceWords = {
  templates: {
    name: "The user's name is {value}", nickname: 'People call the user {value}', last_name: "The user's last name is {value}", age: 'The user is {value} years old', birthday: "The user's birthday is {value}", birth_year: 'The user was born in {value}',
    birthplace: 'The user was born in {value}', home_city: 'The user lives in {value}', nationality: "The user's nationality or origin: {value}", language: 'The user speaks {value}', height_cm: 'The user is {value} cm tall', religion: "The user's religion: {value}",
    zodiac_sign: "The user's zodiac sign: {value}",
    likes: 'The user likes: {value}', dislikes: 'The user dislikes: {value}',
    marital_status: "The user's marital status: {value}", partner_name: "The user's partner is called {value}", mother_name: "The user's mother is called {value}", father_name: "The user's father is called {value}", sister_name: 'A sister of the user is called {value}',
    brother_name: 'A brother of the user is called {value}', son_name: 'A son of the user is called {value}', daughter_name: 'A daughter of the user is called {value}', grandmother_name: 'A grandmother of the user is called {value}', grandfather_name: 'A grandfather of the user is called {value}',
    aunt_name: 'An aunt of the user is called {value}', uncle_name: 'An uncle of the user is called {value}', cousin_name: 'A cousin of the user is called {value}', nephew_name: 'A nephew of the user is called {value}', niece_name: 'A niece of the user is called {value}',
    friend_name: 'A friend of the user is called {value}', best_friend_name: "The user's best friend is called {value}", children_count: "The user's children: {value}", sisters_count: "The user's sisters: {value}", brothers_count: "The user's brothers: {value}",
    siblings_count: "The user's siblings: {value}", has_pet: "The user's pet: {value}",
    hobby: 'A hobby of the user: {value}', plays_instrument: 'An instrument the user plays: {value}', plays_sport: 'A sport the user plays: {value}', collects: 'The user collects {value}',
    goal: 'A goal of the user: {value}', allergy: 'An allergy of the user: {value}', condition: "The user's health: {value}", medication: "The user's medication: {value}", injury: 'An injury of the user: {value}', diet: "The user's diet: {value}",
    profession: "The user's work: {value}", employer: 'Where the user works: {value}', job_status: "The user's job situation: {value}", boss_name: "The user's boss is called {value}", studies: "The user's studies: {value}", school: 'Where the user studies or studied: {value}',
    years_of_experience: "The user's years of experience: {value}",
    plan: 'A plan of the user: {value}', life_event: 'What happened to the user: {value}', habit: 'A habit of the user: {value}', owns: 'The user owns {value}', vehicle: "The user's vehicle: {value}",
  },
  booleans: { smokes: { yes: 'The user smokes', no: 'The user does not smoke' }, drinks_alcohol: { yes: 'The user drinks alcohol', no: 'The user does not drink alcohol' } },
  favorite: "The user's favourite {thing}: {value}",
  favorites: { movie: 'film', color: 'colour', ice_cream: 'ice cream', school_subject: 'subject' },
  pet: "The user's {thing} is called {value}",
  animals: { guinea_pig: 'guinea pig' },
  other: '{thing}: {value}',
  past: {
    templates: {
      name: "The user's name was {value}", nickname: 'People called the user {value}', age: 'The user was {value} years old', home_city: 'The user lived in {value}', marital_status: "The user's marital status was: {value}",
      likes: 'The user liked: {value}', dislikes: 'The user disliked: {value}', partner_name: "The user's former partner was called {value}", boss_name: "The user's former boss was called {value}", best_friend_name: "The user's former best friend was called {value}",
      profession: "The user's former work: {value}", employer: 'Where the user used to work: {value}', job_status: "The user's former job situation: {value}", studies: "The user's former studies: {value}", school: 'Where the user used to study: {value}',
      diet: "The user's former diet: {value}", vehicle: "The user's former vehicle: {value}", hobby: 'A former hobby of the user: {value}', goal: 'A former goal of the user: {value}', habit: 'A former habit of the user: {value}',
      plays_instrument: 'An instrument the user used to play: {value}', plays_sport: 'A sport the user used to play: {value}', owns: 'The user used to own {value}',
    },
    other: 'Formerly, not any more: {sentence}', until: '(until {month})',
  },
  day: (month, day, year) => `${day} ${months[month - 1] ?? month}${year === null ? '' : ` ${year}`}`,
};
