/**
 * The English messages, a namespace a page. A second language is another object of this shape: no page changes.
 * A key ends in `_one` and `_other` where the sentence depends on `count`.
 */
import { common } from './common.ts';

export const english = { common } as const;
