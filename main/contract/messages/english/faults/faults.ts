/**
 * The sentence of each fault in English: what happened and what to do next. A code without its sentence does not
 * compile. A second language is another object of this shape. A key ends in `_one` where the sentence depends on `count`.
 */
import type { FaultCode } from '../../../../domain/faults/fault.ts';
import { archiveFaults } from './archive-faults.ts';
import { backupFaults } from './backup-faults.ts';
import { casebookFaults } from './casebook-faults.ts';
import { engineFaults } from './engine-faults.ts';
import { graphFaults } from './graph-faults.ts';
import { fileFaults } from './file-faults.ts';
import { datasetFaults } from './dataset-faults.ts';
import { studyFaults } from './study-faults.ts';
import { evaluationFaults } from './evaluation-faults.ts';
import { registryFaults } from './registry-faults.ts';
import { importFaults } from './import-faults.ts';
import { saliencyFaults } from './saliency-faults.ts';
import { imageFaults } from './image-faults.ts';
import { modelFaults } from './model-faults.ts';
import { networkFaults } from './network-faults.ts';
import { trainingFaults } from './training-faults.ts';

export type FaultSentences = Readonly<Record<FaultCode, string> & Partial<Record<`${FaultCode}_one`, string>>>;

export const faultSentences = {
  ...fileFaults,
  ...archiveFaults,
  ...datasetFaults,
  ...studyFaults,
  ...evaluationFaults,
  ...registryFaults,
  ...importFaults,
  ...saliencyFaults,
  ...imageFaults,
  ...trainingFaults,
  ...modelFaults,
  ...networkFaults,
  ...graphFaults,
  ...engineFaults,
  ...backupFaults,
  ...casebookFaults,
  'job.not-found': 'This job is not here any more. Start it again where you still want it.',
  'job.unexpected': 'Something went wrong in this job. What was done stays. Start it again to go on.',
  'job.cancelled': 'The work was cancelled. Start it again to have it done.',
  'screening.unexpected': 'Something unexpected went wrong with this file. Please report it, if you can with the file.',
  'screening.engine-gone':
    'The engine stopped again and again and does not come back. {{count}} images were imported but not scored. Restart Overread and screen them again: what is scored stays.',
  'screening.engine-gone_one':
    'The engine stopped again and again and does not come back. One image was imported but not scored. Restart Overread and screen it again: what is scored stays.',
  'screening.no-current-model':
    'No model is current: the image was imported but not scored. Choose a model by hand, or promote one on the Models page, and screen again.',
  'program.unexpected': 'Something unexpected went wrong. Try again; if it stays, restart Overread and report it.',
  'program.files-changed':
    'Files of this installation are not those that it came with: {{files, names}}. Install Overread again; your cases and models stay.',
  'stored.sentence': '{{sentence}}',
} satisfies FaultSentences;
