// The keys to suggest for each category, the likeliest first.
import type { Fact } from '../../../core/contract/index.ts';

export const suggestedKeys: Record<Fact['category'], readonly string[]> = {
  personal_info: ['name', 'nickname', 'age', 'birthday', 'home_city', 'birthplace', 'nationality', 'language'],
  preferences: ['likes', 'dislikes', 'favorite_food', 'favorite_color', 'favorite_movie', 'favorite_book', 'favorite_song', 'favorite_place'],
  relationships: ['partner_name', 'mother_name', 'father_name', 'sister_name', 'brother_name', 'daughter_name', 'son_name', 'best_friend_name', 'friend_name', 'pet_dog', 'pet_cat'],
  hobbies: ['hobby', 'plays_instrument', 'plays_sport', 'collects'],
  goals: ['goal'],
  health: ['allergy', 'condition', 'medication', 'injury', 'diet'],
  work: ['profession', 'employer', 'job_status', 'boss_name', 'studies', 'school'],
  events: ['plan', 'life_event'],
  other: ['habit', 'owns', 'vehicle'],
};
