import type { NoteSentences } from '../../../contract/messages/english/notes/notes.ts';

/** Notes in which the command line names a flag or itself. */
export const commandLineNotes: Partial<NoteSentences> = {
  'training.can-go-on': 'The same command, given again, goes on from the last checkpoint.',
  'import.labels-exclude':
    'It gives logits: its labels were taken to exclude each other; if not, import it again with --activation sigmoid.',
};
