/**
 * The name of each piece of long work and the words of each of its phases, in English. A code without its words does not compile. A
 * phase has no capital letter: it may stand after other words.
 */
import type { WorkPhaseDetails } from '../../../../domain/messages/work-phase.ts';
import type { WorkTitleDetails } from '../../../../domain/messages/work-title.ts';

type WorkCode = keyof WorkTitleDetails | keyof WorkPhaseDetails;
export type WorkTexts = Readonly<Record<WorkCode, string> & Partial<Record<`${WorkCode}_one`, string>>>;

export const workTexts = {
  'work.screen-path': '{{name}}',
  'work.screen-paths': '{{count}} files and folders',
  'work.screen-uploads': '{{count}} uploaded files',
  'work.screen-samples': 'Sample studies',
  'work.audit': 'Audit of {{dataset}}',
  'work.evaluate': 'Evaluation of {{model}} on {{dataset}}',
  'work.compare': 'Comparison of {{count}} models on {{dataset}}',
  'work.gate': 'Gate of {{model}}',
  'work.combine': 'Combination of {{count}} models',
  'work.check-saliency': 'Saliency check of {{model}}',
  'work.train': 'Training of {{model}}',
  'phase.waiting': 'waiting for its turn',
  'phase.reading-list': 'reading the list of images',
  'phase.reading-files': 'reading the files',
  'phase.reading-images': 'reading images',
  'phase.reading-sets': 'reading the sets',
  'phase.auditing': 'auditing the images',
  'phase.measuring-images': 'measuring the images',
  'phase.comparing-images': 'looking for duplicates and shortcuts',
  'phase.scoring': 'scoring',
  'phase.measuring': 'measuring',
  'phase.choosing-cases': 'choosing cases',
  'phase.checking-method': '{{method, heatmapMethod}}',
  'phase.reads-image': 'reads image {{done}} of {{total}}',
  'phase.computes-features': 'computes what the frozen layers give, {{done}} of {{total}} images',
  'phase.epoch': 'epoch {{epoch}} of {{epochs}}',
  'phase.validates': 'validates epoch {{epoch}}',
  'phase.writes-model': 'measures and writes the model',
} satisfies WorkTexts;
