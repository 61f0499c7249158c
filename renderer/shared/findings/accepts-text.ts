import { usualAcceptance } from '../../../main/domain/acceptance/usual-acceptance.ts';
import type { ModelCard } from '../../../main/domain/models/model-card.ts';
import { messageSentence } from '../faults/fault-text.ts';
import { t } from '../messages/messages.ts';

/** "Accepts radiographs: frontal views of the chest, ages 1 to 5." */
export const acceptsText = ({ accepts = usualAcceptance }: Pick<ModelCard, 'accepts'>): string =>
  t('findings:accepts', { whom: messageSentence({ code: 'model.accepts', details: { accepts } }) });
