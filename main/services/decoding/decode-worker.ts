/** A decoder's process: what a hostile file can do to it costs this file and nothing else. */
import type { Outcome } from '../../domain/outcome.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { serveProcess } from '../../runtime/process/serve-process.ts';
import { decodeHere } from './decode-here.ts';
import type { Decoder } from './decoder.ts';

const decodeApi = {
  /** The limits come with each call, for they may be changed. */
  async answer(limits: ReadingLimits, wish: keyof Decoder, parameters: readonly unknown[]): Promise<Outcome<unknown>> {
    const decode = decodeHere(limits)[wish] as (...given: readonly unknown[]) => Promise<Outcome<unknown>>;
    return sendable(await decode(...parameters));
  },
};

export type DecodeApi = typeof decodeApi;

function reasonIn(cause: unknown): string | undefined {
  if (cause instanceof Error) return cause.message;
  return typeof cause === 'string' ? cause : undefined;
}

/** The lower error of a fault may hold what can't be sent. */
function sendable<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(sendable) as Value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(([name, each]: [string, unknown]) => [
    name,
    name === 'cause' ? reasonIn(each) : sendable(each),
  ]);
  return Object.fromEntries(entries) as Value;
}

serveProcess(decodeApi);
