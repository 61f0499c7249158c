/**
 * The form of a file's name: `person7_virus_12.jpeg` and `person80_virus_3.jpeg` are both `person#_virus_#`. Archives
 * name their files each in their own way, so another form hints at another source.
 */
export function namePatternOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.[a-z]{2,4}$/i, '');
  return name
    .replaceAll(/[0-9a-f]{8,}(-[0-9a-f]{4,})*/gi, (word) => (/[a-f]/i.test(word) && /\d/.test(word) ? '*' : word))
    .replaceAll(/\d+/g, '#')
    .toLowerCase();
}
