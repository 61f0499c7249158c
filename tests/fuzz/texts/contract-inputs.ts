import { implement, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/fetch';
import { z } from 'zod';
import { clauseOfIssue } from '../../../main/contract/clause-of-issue.ts';
import { contract } from '../../../main/contract/contract.ts';
import { sentenceOf } from '../../../main/contract/messages/message-sentences.ts';
import { parseTrainSettings } from '../../../main/services/training/settings/train-settings.ts';
import { changeJson, type Json } from '../change-json.ts';
import { oddTexts, type Chance } from '../chance.ts';
import { damaged } from '../changes.ts';
import { opened, requireFinite, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';
import { valueOf, type JsonSchema } from './json-schema.ts';

interface Operation {
  readonly path: string;
  readonly schema: JsonSchema;
}

/** An operation as oRPC keeps it, or a group of them. */
interface Served {
  readonly [name: string]: Served;
}

/** Undefined for a group. */
const definitionOf = (served: Served): { readonly inputSchema?: z.ZodType } | undefined => served['~orpc'];

/** Implements what it is asked for: an operation, or a group of them. */
type Implementer = { handler(handle: (call: { readonly input: unknown }) => never): unknown } & {
  readonly [name: string]: Implementer;
};

const REACHED = 418;

/** Stands in for every service: what got so far has passed its schema. */
function reached({ input }: { readonly input: unknown }): never {
  const settings = typeof input === 'object' && input !== null && 'settings' in input ? input.settings : {};
  const parsed = parseTrainSettings(settings as Readonly<Record<string, unknown>>);
  if (parsed.ok) requireFinite(parsed.value, 'settings');
  else requireTrue(sentenceOf(parsed.error).length > 0, 'settings are refused without a sentence');
  throw new ORPCError('REACHED', { status: REACHED, data: parsed.ok ? null : parsed.error.code });
}

function serve(served: Served, implementer: Implementer): unknown {
  if (definitionOf(served) !== undefined) return implementer.handler(reached);
  return Object.fromEntries(Object.entries(served).map(([name, inner]) => [name, serve(inner, implementer[name]!)]));
}

const served = contract as unknown as Served;
const router = serve(served, implement(contract) as unknown as Implementer);
const handler = new RPCHandler(router as ConstructorParameters<typeof RPCHandler>[0]);

function operationsOf(group: Served, path: string): Operation[] {
  const definition = definitionOf(group);
  const schema = definition?.inputSchema;
  if (schema !== undefined) {
    const options = { io: 'input', unrepresentable: 'any' } as const;
    return [{ path, schema: z.toJSONSchema(schema, options) as unknown as JsonSchema }];
  }
  if (definition !== undefined) return [];
  return Object.entries(group).flatMap(([name, inner]) => operationsOf(inner, `${path}/${name}`));
}

/** How oRPC says that a value is a date, a large number, a set …: its number and the way to the value. */
function someMeta(chance: Chance, value: Json): Json {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const way = Array.from({ length: chance.below(3) }, () => chance.pick<Json>([...names, ...oddTexts, 0, 1]));
  return [[chance.below(9), ...way]];
}

/** The path of the operation, a line's end, and the body. */
function prepare(): Promise<(chance: Chance) => Uint8Array> {
  const operations = operationsOf(served, '');
  return Promise.resolve((chance) => {
    const { path, schema } = chance.pick(operations);
    let value = valueOf(chance, schema);
    for (let count = chance.below(3); count > 0; count--) value = changeJson(chance, value);
    const body = chance.is(0.05) ? value : { json: value, ...(chance.is(0.1) && { meta: someMeta(chance, value) }) };
    return Buffer.concat([Buffer.from(`${path}\n`), damaged(chance, Buffer.from(JSON.stringify(body)))]);
  });
}

interface Answer {
  readonly json: { readonly message: string; readonly data?: null | string | { readonly issues: z.core.$ZodIssue[] } };
}

async function read(bytes: Uint8Array): Promise<Reading> {
  const end = bytes.indexOf(10);
  const headers = { 'Content-Type': 'application/json' };
  const request = new Request(`http://127.0.0.1${Buffer.from(bytes.subarray(0, end)).toString()}`, {
    method: 'POST',
    headers,
    body: Uint8Array.from(bytes.subarray(end + 1)),
  });
  const { response } = await handler.handle(request);
  if (response === undefined) return { refusal: 'no such operation', isPastHeader: false };
  const { json } = (await response.json()) as Answer;
  if (response.status === REACHED) return { ...opened, refusal: typeof json.data === 'string' ? json.data : null };
  requireTrue(response.status === 400, `the answer ${response.status}: ${json.message}`);
  if (typeof json.data !== 'object' || json.data === null) return { refusal: json.message, isPastHeader: false };
  const sentences = json.data.issues.map((issue) => sentenceOf(clauseOfIssue(issue)));
  requireTrue(
    sentences.every((sentence) => sentence !== '' && !sentence.includes('{{')),
    sentences.join('; '),
  );
  return { refusal: json.data.issues[0]!.code, isPastHeader: true };
}

export const contractInputs: FuzzedParser = { name: 'contract inputs', share: 0.05, prepare, read };
