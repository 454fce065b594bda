// Companions: gallery, editor and import, in English.
export const companionsEn = {
  companions_title: 'Companions',
};
