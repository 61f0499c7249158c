import type { CodedMessage } from '../../domain/messages/coded-message.ts';
import { sentenceOf } from './message-sentences.ts';

/** Why a threshold is what it is; model cards, and reports of earlier versions, have it in words. */
export const ruleWords = (rule: CodedMessage | string): string => (typeof rule === 'string' ? rule : sentenceOf(rule));
