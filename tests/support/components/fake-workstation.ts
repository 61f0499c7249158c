/**
 * Answers the pages' calls in a component test: the contract over a MessagePort, as in Electron, with the answers that a
 * test gives. Inputs are parsed and answers travel as they do with the real workstation.
 */
import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { portMessage } from '../../../main/contract/bridge.ts';
import { contract, type Contract } from '../../../main/contract/contract.ts';

type Client = ContractRouterClient<Contract>;
type Answer<Operation> = Operation extends (input: infer Input, ...rest: never[]) => Promise<infer Output>
  ? (input: Input) => Output | Promise<Output>
  : never;

/** The operations that a test answers; any other fails. */
export type Answers = {
  readonly [Area in keyof Client]?: { readonly [Name in keyof Client[Area]]?: Answer<Client[Area][Name]> };
};

export interface Call {
  /** Such as `studies.review`. */
  readonly operation: string;
  readonly input: unknown;
}

let answers: Answers = {};
let calls: Call[] = [];

/** From now on these are answered. Gives the calls that come, in their order. */
export function answerWith(next: Answers): readonly Call[] {
  answers = next;
  calls = [];
  return calls;
}

function answer(path: readonly string[], input: unknown): unknown {
  calls.push({ operation: path.join('.'), input });
  const found = path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], answers);
  if (typeof found === 'function') return (found as (input: unknown) => unknown)(input);
  throw new ORPCError('NOT_IMPLEMENTED', { message: `This test does not answer ${path.join('.')}.` });
}

/** Every operation of the contract, each answered by what the test gave for its path. */
function routerOf(implementer: object, tree: object): unknown {
  if ('~orpc' in tree) {
    const operation = implementer as {
      handler: (handle: (call: { path: string[]; input: unknown }) => unknown) => unknown;
    };
    return operation.handler(({ path, input }) => answer(path, input));
  }
  return Object.fromEntries(
    Object.entries(tree).map(([name, inner]) => [
      name,
      routerOf((implementer as Record<string, object>)[name]!, inner as object),
    ]),
  );
}

const handler = new RPCHandler(routerOf(implement(contract), contract) as never);

/** As Electron's preload does. Must run before a page's code is loaded. */
export function standInForElectron(): void {
  Object.assign(window, { overread: { host: 'electron', pathsOf: () => [] } });
  window.addEventListener('message', ({ data, ports: [port] }) => {
    if (data !== portMessage || port === undefined) return;
    handler.upgrade(port);
    port.start();
  });
}
