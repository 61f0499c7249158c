/** The parsers' part of `npm run fuzz`: inputs by the hundred thousand, reported parser by parser. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzParser, type FuzzFailure, type FuzzReport } from './fuzz-parser.ts';
import { parsers } from './parsers.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    inputs: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    parser: { type: 'string' },
    into: { type: 'string', default: '.cache/fuzz' },
  },
});
const seed = Number(values.seed ?? 1);
const end = Date.now() + Number(values.minutes) * 60_000;
const all = Number(values.inputs ?? 1_000_000);
const chosen = parsers.filter(({ name }) => values.parser === undefined || name === values.parser);

const percent = (part: number, whole: number): string => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`;

function tell(name: string, { inputs, pastHeader, opened, refusals, failures, seconds }: FuzzReport): void {
  const commonest = [...refusals].toSorted((a, b) => b[1] - a[1]);
  console.log(
    `${name}: ${inputs} inputs in ${Math.round(seconds)} s, ${percent(pastHeader, inputs)} past the header, ` +
      `${opened} opened, ${inputs - opened - failures.length} refused for ${commonest.length} reasons, ` +
      `${failures.length} failures`,
  );
  for (const failure of failures) console.log(`  ${told(name, failure)}`);
}

/** With the file, where the input came back. */
function told(name: string, { number, failure, bytes }: FuzzFailure): string {
  const file = join(values.into, `${name.toLowerCase().replaceAll(/\W+/g, '-')}-${seed}-${number}`);
  if (bytes !== null) {
    mkdirSync(values.into, { recursive: true });
    writeFileSync(file, bytes);
  }
  return `seed ${seed}, input ${number}${bytes === null ? '' : `, kept as ${file}`}: ${failure.split('\n').slice(0, 3).join(' ')}`;
}

let failed = 0;
for (const [i, parser] of chosen.entries()) {
  const { name, share } = parser;
  // What is left of the time, by what is left of the work.
  const left = chosen.slice(i).reduce((sum, one) => sum + one.share, 0);
  const report = await fuzzParser({
    parser,
    seed,
    inputs: Math.ceil((all * share) / parsers.reduce((sum, one) => sum + one.share, 0)),
    end: Math.min(
      end,
      Date.now() + Math.max(1000, ((end - Date.now()) * Math.max(share, 0.05)) / Math.max(left, 0.05)),
    ),
  });
  tell(name, report);
  failed += report.failures.length;
}
process.exit(failed === 0 ? 0 : 1);
