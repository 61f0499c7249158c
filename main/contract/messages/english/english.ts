/** The English messages that the pages and the command line share, a namespace a subject. */
import { scoreFlags } from './acceptance.ts';
import { audit } from './audit.ts';
import { architectures } from './architectures.ts';
import { ensembles } from './ensembles.ts';
import { evaluationWarnings } from './evaluation-warnings.ts';
import { gate } from './gate.ts';
import { heatmapMethods } from './heatmap-methods.ts';
import { saliency } from './saliency.ts';
import { statisticalMethods } from './statistical-methods.ts';
import { trainings } from './trainings.ts';
import { trainingSettings } from './training-settings.ts';

export const english = {
  architectures,
  audit,
  ensembles,
  evaluationWarnings,
  gate,
  heatmapMethods,
  saliency,
  scoreFlags,
  statisticalMethods,
  trainings,
  trainingSettings,
} as const;
