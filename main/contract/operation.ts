/** The base that every operation of the contract is made from. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { codedMessage } from '../domain/messages/coded-message.ts';

/** The page makes the sentence; what carries no fault is not for a person. */
const data = z.object({ fault: codedMessage });

/** Every operation may answer with one of these. */
export const contractErrors = {
  NOT_FOUND: { status: 404, data },
  /** A file is damaged or of a kind that is not read. */
  UNREADABLE: { status: 422, data },
  /** A setting or an input is not possible, by itself or with the others. */
  BAD_SETTINGS: { status: 422, data },
  /** As things stand this must not be done, or a model can't do it with this image. */
  REFUSED: { status: 409, data },
  CANCELLED: { status: 409, data },
  /** The path is outside the folders that this host may read. */
  FORBIDDEN_PATH: { status: 403, data },
  /** The engine process stopped while it worked on this. */
  ENGINE_STOPPED: { status: 503, data },
  /** The disk or its permissions. */
  NOT_WRITABLE: { status: 507, data },
  /** A bug. */
  INTERNAL_SERVER_ERROR: { status: 500, data },
} as const;

export type ContractErrorCode = keyof typeof contractErrors;

export const operation = oc.errors(contractErrors);
