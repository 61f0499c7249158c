/** The parsers' part of `npm run fuzz`: inputs by the hundred thousand, reported parser by parser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzParser, type FuzzReport } from './fuzz-parser.ts';
import type { FuzzedParser } from './parser.ts';
import { parsers } from './parsers.ts';
import { makeInput } from './try-input.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    inputs: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
    parser: { type: 'string' },
    into: { type: 'string', default: '.cache/fuzz' },
  },
});
const seed = Number(values.seed ?? 1);
const end = Date.now() + Number(values.minutes) * 60_000;
const all = Number(values.inputs ?? 1_000_000);
const chosen = parsers.filter(({ name }) => values.parser === undefined || name === values.parser);

if (chosen.length === 0) {
  console.error(`There is no parser ${values.parser}: they are ${parsers.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const LEAST_MS = 2000;

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;

async function tell(parser: FuzzedParser, report: FuzzReport): Promise<void> {
  const { inputs, pastHeader, opened, refusals, failures, seconds } = report;
  console.log(
    `${parser.name}: ${inputs} inputs in ${Math.round(seconds)} s, ${percent(pastHeader, inputs)} past the header, ` +
      `${opened} opened, ${inputs - opened - failures.length} refused for ${refusals.size} reasons, ` +
      `${failures.length} failures`,
  );
  if (failures.length === 0) return;
  mkdirSync(values.into, { recursive: true });
  const make = await parser.prepare();
  for (const { number, failure } of failures) {
    const file = join(values.into, `${parser.name.toLowerCase().replaceAll(/\W+/g, '-')}-${seed}-${number}`);
    writeFileSync(file, makeInput(parser, make, { seed, number }));
    console.log(`  seed ${seed}, input ${number}, kept as ${file}: ${failure.split('\n').slice(0, 3).join(' ')}`);
  }
}

let failed = 0;
for (const [i, parser] of chosen.entries()) {
  const { share } = parser;
  // What is left of the time, by what is left of the work.
  const left = chosen.slice(i).reduce((sum, one) => sum + one.share, 0);
  const report = await fuzzParser({
    parser,
    seed,
    inputs: Math.ceil((all * share) / parsers.reduce((sum, one) => sum + one.share, 0)),
    // Each has a little time, even where the others took it all.
    end: Date.now() + Math.max(LEAST_MS, ((end - Date.now()) * Math.max(share, 0.05)) / Math.max(left, 0.05)),
  });
  await tell(parser, report);
  failed += report.failures.length;
}
process.exit(failed === 0 ? 0 : 1);
