/**
 * `npm run fuzz -- [--minutes N] [--seed S] [--inputs N] [--parser NAME]`: the property tests with new random inputs, then
 * the parsers of everything from outside with made inputs (`tests/fuzz`), round after round. Each round's seed is printed;
 * `--seed` does that round alone again, however long it takes. `--inputs` is how many the parsers get in a round, all
 * together; `--parser` gives one of them its part and leaves out all else.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, run, say, setUp } from './setup/setup.mjs';

/** Inputs in a round, as multiples of those of `npm test`. */
const TIMES = 10;
const PARSER_INPUTS = '20000';

/** @param {string} message @returns {never} */
function misused(message) {
  say(message);
  process.exit(2);
}

function readFlags() {
  try {
    const text = { type: /** @type {const} */ ('string') };
    return parseArgs({ options: { minutes: text, seed: text, inputs: text, parser: text } }).values;
  } catch (error) {
    return misused(
      `${error instanceof Error ? error.message : String(error)} There are --minutes N, --seed S, --inputs N and --parser NAME.`,
    );
  }
}

const { minutes = '1', seed, inputs = PARSER_INPUTS, parser } = readFlags();
if (!(Number(minutes) > 0)) misused('--minutes takes a number above zero.');
if (seed !== undefined && !Number.isInteger(Number(seed)))
  misused('--seed takes a whole number, as a round printed it.');
if (!(Number(inputs) > 0)) misused('--inputs takes a number above zero.');

const node = await setUp();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const start = Date.now();
const minutesLeft = () => Number(minutes) - (Date.now() - start) / 60_000;
let rounds = 0;

/** @param {string} ofRound */
async function fuzzProperties(ofRound) {
  const env = { ...process.env, OVERREAD_FUZZ_SEED: ofRound, OVERREAD_FUZZ_TIMES: String(TIMES) };
  const code = await run(node, [vitest, 'run', '--reporter=dot', '--testTimeout=600000', '.property.test.'], { env });
  if (code === 0) return;
  console.log(`A property failed. Again: npm run fuzz -- --seed ${ofRound}`);
  process.exit(code);
}

do {
  const ofRound = seed ?? String(randomInt(2 ** 31));
  console.log(`round ${++rounds}: seed ${ofRound}`);
  if (parser === undefined) await fuzzProperties(ofRound);
  // A round that is done again has all its inputs; any other ends in time.
  const time = seed === undefined ? ['--minutes', String(Math.max(0.1, minutesLeft()))] : [];
  const one = parser === undefined ? [] : ['--parser', parser];
  const parsed = await run(node, ['tests/fuzz/main.ts', '--seed', ofRound, '--inputs', inputs, ...time, ...one]);
  if (parsed === 1) console.log(`A parser failed. Again: npm run fuzz -- --seed ${ofRound} --inputs ${inputs}`);
  if (parsed !== 0) process.exit(parsed);
} while (seed === undefined && minutesLeft() > 0);
console.log(`${rounds} ${rounds === 1 ? 'round' : 'rounds'} without a failure`);
