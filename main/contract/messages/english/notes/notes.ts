/** The sentence of each note in English. A code without its sentence does not compile. */
import type { NoteCode } from '../../../../domain/messages/note.ts';
import { importNotes } from './import-notes.ts';
import { registryNotes } from './registry-notes.ts';
import { trainingNotes } from './training-notes.ts';

export type NoteSentences = Readonly<Record<NoteCode, string> & Partial<Record<`${NoteCode}_one`, string>>>;

export const noteSentences = {
  ...trainingNotes,
  ...importNotes,
  ...registryNotes,
  'similar.no-features':
    '“{{model}}” has no features of this image: either it has not scored it, or it has no last linear layer to take them from.',
  'heatmap.by-occlusion':
    'Made by occlusion, since {{method, heatmapMethod}} is not possible with this model: {{reason, clause}}.',
  'weights.positions-interpolated':
    'The positions of {{side}} × {{side}} patches were interpolated to {{height}} × {{width}}.',
  'weights.colours-summed':
    'The three colours that {{parameter}} looked at were summed for the one channel of a grey image.',
  'weights.ignored': 'In the file beside the network, and left out: {{names, names}}.',
  'weights.fresh': 'New, with random values that training has to teach: {{names, names}}.',
  'stored.sentence': '{{sentence}}',
} satisfies NoteSentences;
