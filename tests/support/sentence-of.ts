/** For tests of rooms that may not know the contract: a fault's common sentence. */
export { sentenceOf } from '../../main/contract/messages/message-sentences.ts';
