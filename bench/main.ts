/** `npm run bench -- [learning | convolutions | scale | bombs]`: ratios within the same run; `--json` for one line each. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { modelsIn, sourceResources } from '../main/hosts/locations.ts';
import { startEngine } from '../main/runtime/process/engine-process.ts';
import { loadModels } from '../main/services/models/installed-models.ts';
import { benchAudit } from './audit.ts';
import { measureBombs } from './bombs.ts';
import { convolutionLine, measureConvolutions } from './convolutions.ts';
import { benchHeatmap } from './heatmap.ts';
import { LEARNING_NETWORKS, benchLearning, learningLine } from './learning.ts';
import type { Measurement } from './measure.ts';
import { benchPrediction } from './prediction.ts';
import { findPython } from './reference.ts';
import { benchLargeFolder, benchLargeStudy, benchManyFailures } from './scale.ts';
import { benchScreening } from './screening.ts';
import { benchTraining } from './training.ts';
import { benchWorklist } from './worklist.ts';

const flags = {
  json: { type: 'boolean', default: false },
  networks: { type: 'string', default: LEARNING_NETWORKS.join(',') },
  batch: { type: 'string', default: '16' },
  threads: { type: 'string', default: String(availableParallelism()) },
  steps: { type: 'string', default: '5' },
  sides: { type: 'string' },
} as const;

/** Ends with a sentence instead of a stack, and with the exit code of a command that was misused. */
function misused(sentence: string): never {
  console.error(`overread: ${sentence}`);
  process.exit(2);
}

function readFlags() {
  try {
    return parseArgs({ allowPositionals: true, options: flags });
  } catch (error) {
    return misused(`${(error as Error).message} There are --${Object.keys(flags).join(', --')}.`);
  }
}

const { values, positionals } = readFlags();
const [batch, threads, steps] = [values.batch, values.threads, values.steps].map(Number) as [number, number, number];

function show<T extends object>(result: T, line: (result: T) => string): void {
  console.log(values.json ? JSON.stringify(result) : line(result));
}

const lineOf = ({ name, ratio, meaning }: Measurement): string =>
  `${name.padEnd(16)} ${ratio.toFixed(2).padStart(6)}  ${meaning}`;

async function benchAll(): Promise<void> {
  const engine = await startEngine();
  const { models } = await loadModels(modelsIn(sourceResources));
  show(await benchTraining(engine), lineOf);
  for (const model of models) {
    show(await benchPrediction(engine, model), lineOf);
    show(await benchAudit(engine, model), lineOf);
  }
  show(await benchHeatmap(engine), lineOf);
  await engine.close();
  show(await benchScreening(), lineOf);
  show(await benchWorklist(), lineOf);
  await benchScale();
}

async function benchScale(): Promise<void> {
  show(await benchLargeStudy(), lineOf);
  show(await benchLargeFolder(), lineOf);
  show(await benchManyFailures(), lineOf);
}

const benches: Readonly<Record<string, () => Promise<void>>> = {
  all: benchAll,
  scale: benchScale,
  async learning() {
    const python = findPython();
    if (python === undefined)
      console.error('No Python with torch (OVERREAD_PYTHON, python3): no comparison with PyTorch');
    const options = { networks: values.networks.split(','), batch, threads, steps, python };
    for await (const result of benchLearning(options)) show(result, learningLine);
  },
  async convolutions() {
    const sides = values.sides?.split(',').map(Number);
    for await (const measured of measureConvolutions({ batch, threads, runs: steps, sides }))
      show(measured, convolutionLine);
  },
  async bombs() {
    for await (const cost of measureBombs(positionals.slice(1)))
      show(cost, ({ name, megabytes, seconds, outcomes }) =>
        [name.padEnd(32), `${megabytes.toFixed(0)} MB`.padStart(8), `${seconds.toFixed(1)} s`, ...outcomes].join('  '),
      );
  },
};

const bench = benches[positionals[0] ?? 'all'];
if (bench === undefined)
  misused(`There is no bench "${positionals[0]}". Choose one of ${Object.keys(benches).join(', ')}.`);
await bench();
