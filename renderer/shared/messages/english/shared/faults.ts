import type { FaultSentences } from '../../../../../main/contract/messages/english/faults/faults.ts';

/** Faults whose common sentence would not fit a page. */
export const pageFaults = {} satisfies Partial<FaultSentences>;
