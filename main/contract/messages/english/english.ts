/** The English messages that the pages and the command line share, a namespace a subject. */
import { audit } from './audit.ts';
import { trainings } from './trainings.ts';
import { trainingSettings } from './training-settings.ts';

export const english = { audit, trainings, trainingSettings } as const;
