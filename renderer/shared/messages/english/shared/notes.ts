import type { NoteSentences } from '../../../../../main/contract/messages/english/notes/notes.ts';

/** Notes in which a page names a control of its own. */
export const pageNotes: Partial<NoteSentences> = {
  'training.can-go-on': 'Resume goes on from the last checkpoint.',
  'import.labels-exclude':
    'It gives logits: its labels were taken to exclude each other; if not, import it again with sigmoid as output activation.',
};
