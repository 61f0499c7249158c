/** The sentences of faults and notes in the words of the command line: which flag to give, and nothing of pages. */
import { faultSentences, type FaultSentences } from '../../../contract/messages/english/faults/faults.ts';
import type { NoteSentences } from '../../../contract/messages/english/notes/notes.ts';
import { createSentenceOf } from '../../../contract/messages/message-sentences.ts';

/** The line's status says already that it was not scored. */
function withoutNotScored(): Partial<FaultSentences> {
  const refusals = Object.entries(faultSentences).filter(([code]) => code.startsWith('unsuitable.'));
  return Object.fromEntries(refusals.map(([code, sentence]) => [code, sentence.replace(/^Not scored: /, '')]));
}

export const commandLineFaults: Partial<FaultSentences> = {
  ...withoutNotScored(),
  'casebook.damaged':
    'The casebook is damaged, or its file is not a casebook. Restore a backup, save what can be read with overread doctor --repair, or choose another file.',
  'backup.not-sound':
    'The casebook in this file is damaged ({{reasons, clauses}}). Choose another backup, or save what can be read with overread doctor --repair.',
  'screening.engine-gone':
    'The engine stopped again and again and does not come back. {{count}} images were imported but not scored. Give the same command again: what is scored stays.',
  'screening.engine-gone_one':
    'The engine stopped again and again and does not come back. One image was imported but not scored. Give the same command again: what is scored stays.',
  'screening.no-current-model':
    'no model is current: the image was imported but not scored. Choose one with --model, or promote one with overread models promote, and screen again.',
  'training.paused': 'The training rests. Give the same command again: it goes on from its checkpoint.',
  'training.engine-stopped':
    'The engine process stopped before the first epoch ended. Try again with a smaller --batch, or with --accumulate.',
  'training.engine-stopped-later':
    'The engine process stopped. Give the same command again: it goes on from its last checkpoint.',
  'training.out-of-memory':
    'The memory is too small for this training. Try again with a smaller --batch, or with --accumulate.',
  'training.not-writable':
    'What the training keeps can’t be written: {{systemCode, systemCode}}. Mend that and give the same command again, which goes on from the last checkpoint.',
  'training.not-differentiable':
    'The network has the operator {{operator}} (node “{{node}}”), which can’t be differentiated. Train only what lies behind it: --train head, last-N-blocks or names.',
  'training.lone-images':
    'The normalisation “{{layer}}” would see one number of each channel at a time. Take more images at once (--batch, --accumulate), a larger --size, or --batch-norm frozen.',
  'training.checkpoint-unreadable': 'The checkpoint in {{folder}} can’t be read. Begin anew with --restart.',
  'training.other-checkpoint':
    'There is an unfinished training in {{folder}} of other settings, data or network. Give it the same again, or begin anew with --restart.',
  'training.several-labels':
    'There are images with several labels. Train with --loss binary-cross-entropy, which is for labels together.',
  'training.weights-without-network':
    '“{{file}}” is a file of weights. Name the network that they are of with --network.',
  'settings.log-softmax-together':
    'A LogSoftmax makes labels exclude each other. Leave it out with binary cross-entropy: --no-log-softmax.',
  'weights.only-head-differs': 'Only the head differs: replace it with --replace-head.',
  'ensemble.no-card': '“{{model}}” has no card.json. Bring it in first with overread models import.',
  'import.weights-without-network':
    '“{{file}}” is a file of weights. Name the network that they are of with --network.',
  'import.model-with-network': '“{{file}}” is a whole model and not weights of {{network}}. Leave out --network.',
  'import.name-taken':
    'There is a model “{{model}}” already. Give this one another name with --id, or remove that one first.',
  'import.bad-labels': 'Name at least two labels, each once, in the order of the model’s answers: --labels A,B.',
  'import.gives-probabilities':
    '“{{file}}” answers with probabilities, not with what stands before its softmax. Name that value with --logits.',
  'import.perhaps-probabilities':
    '“{{file}}” answers between 0 and 1 whatever the picture, as probabilities do. Name the value before its activation with --logits, or “{{value}}” if that holds logits all the same.',
  'import.label-count':
    '“{{file}}” can’t be brought in: it has {{answers}} answers and {{labels}} labels were named. Name as many, in their order, with --labels, or ask for a new last layer with --replace-head.',
  'import.other-activation':
    '“{{file}}” can’t be brought in: it ends in a {{found}}, not in a {{wanted}}. Leave --activation out.',
  'registry.gate-not-run': 'The gate has not measured it. Promote it only with --override and the reason in writing.',
  'registry.gate-not-passed':
    'It did not pass the gate: {{checks, checks}}. Promote it only with --override and the reason in writing.',
};

/** Notes in which the command line names a flag or itself. */
export const commandLineNotes: Partial<NoteSentences> = {
  'training.can-go-on': 'The same command, given again, goes on from the last checkpoint.',
  'import.labels-exclude':
    'It gives logits: its labels were taken to exclude each other; if not, import it again with --activation sigmoid.',
};

/** A fault or a note in the words of the command line. */
export const sentenceOf = createSentenceOf({ ...commandLineNotes, ...commandLineFaults });
