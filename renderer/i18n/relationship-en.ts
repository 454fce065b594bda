// The relationship screen, mood and affinity, in English.
export const relationshipEn = {
  relationship_title: 'Relationship',
};
