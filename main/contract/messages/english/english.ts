/** The English messages that the pages and the command line share, a namespace a subject. */
import { trainingSettings } from './training-settings.ts';

export const english = { trainingSettings } as const;
