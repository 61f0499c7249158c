/** What every operation of the contract is made from. */
import { oc } from '@orpc/contract';

/** Every operation may answer with one of these; the message is a sentence for the person. */
export const operation = oc.errors({
  NOT_FOUND: {},
  /** A file is missing, damaged or of a kind we don't read. */
  UNREADABLE: {},
  /** A model must not, or can't, do this with this image. */
  REFUSED: {},
  /** The path is outside the folders this host may read. */
  FORBIDDEN_PATH: {},
  /** The engine process stopped while it worked on this. */
  ENGINE_STOPPED: {},
});
