/** The command line as a person or a script uses it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { badCases, goodCases, writeCases } from '../support/cases.ts';
import { overreadHere } from '../support/run-here.ts';
import { commandLineIn, homeIn, type Result } from './run-overread.ts';

interface JsonLine {
  readonly path: string;
  readonly status: 'scored' | 'refused' | 'failed';
  readonly reason?: string;
  readonly code?: string;
  readonly predictions: readonly {
    readonly probability: number;
    readonly threshold: number;
    readonly positive: boolean;
  }[];
}

const base = mkdtempSync(join(tmpdir(), 'overread-cli-'));
const cases = join(base, 'cases');
const casebook = join(base, 'casebook.sqlite');
const onCasebook = ['--casebook', casebook];

/** A process of its own, as people start it; the others run here, on the same home folder. */
const startOverread = commandLineIn(base);
const stoodIn = process.cwd();
beforeEach(() => {
  process.chdir(base);
  vi.stubEnv('OVERREAD_HOME', homeIn(base));
});
afterEach(() => {
  process.chdir(stoodIn);
  vi.unstubAllEnvs();
});

const linesOf = ({ output }: Pick<Result, 'output'>): JsonLine[] =>
  output
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as JsonLine);

async function auditEntries(): Promise<string | undefined> {
  const { code, output } = await overreadHere(['doctor', ...onCasebook]);
  expect(code).toBe(0);
  return /(\d+) entries, unbroken/.exec(output)?.[1];
}

beforeAll(() => writeCases(cases));
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('overread screen', () => {
  test('says of every file what became of it, as JSON lines and nothing else on standard output', async () => {
    const result = await startOverread(['screen', 'cases', '--json', ...onCasebook]);
    expect(result.code, result.errors).toBe(3);
    const lines = linesOf(result);
    expect(lines.every(({ path }) => isAbsolute(path))).toBe(true);
    const named = (status: string): string[] =>
      lines
        .filter((line) => line.status === status)
        .map(({ path }) => path.slice(cases.length + 1))
        .toSorted();
    expect(named('scored')).toEqual([...goodCases].toSorted());
    expect(named('failed')).toEqual([...badCases].toSorted());
    for (const { status, reason, code, predictions } of lines) {
      expect(reason === undefined).toBe(status === 'scored');
      expect(code === undefined).toBe(status === 'scored');
      expect(predictions.length > 0).toBe(status === 'scored');
      for (const prediction of predictions) {
        expect(Object.keys(prediction)).toEqual(['model', 'label', 'probability', 'threshold', 'positive', 'flags']);
        expect(prediction.positive).toBe(prediction.probability >= prediction.threshold);
      }
    }
  });

  test('ends with a table, code 0 when all was scored, and a casebook that the same files change no more', async () => {
    const before = await auditEntries();
    const files = goodCases.map((name) => join('cases', name));
    const result = await overreadHere(['screen', ...files, ...onCasebook]);
    expect(result.code, result.errors).toBe(0);
    expect(result.output).toMatch(/^file +model +finding +probability +threshold +result\n/);
    expect(result.output.match(/(above|below) threshold/g)!.length).toBeGreaterThanOrEqual(goodCases.length);
    expect(await auditEntries()).toBe(before);
  });

  test('writes the image with the map over it for every scored file', async () => {
    const options = ['--heatmaps', 'maps', '--method', 'eigencam'];
    const result = await overreadHere(['screen', 'cases', ...options, ...onCasebook]);
    expect(result.code).toBe(3);
    expect(readdirSync(join(base, 'maps')).toSorted()).toEqual(
      goodCases.map((name) => `${name.replaceAll('/', '__')}.png`).toSorted(),
    );
    expect(
      readFileSync(join(base, 'maps', 'child.png.png'))
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('finishes the files at hand on Ctrl-C, and goes on where it was when run again', async () => {
    await overreadHere(['phantom', '--count', '24', '--size', '128', '--out', 'many']);
    const other = ['--casebook', join(base, 'interrupted.sqlite')];
    const first = await startOverread(['screen', 'many/images', '--json', ...other], /\n/);
    expect(first.code, first.errors).toBe(130);
    expect(linesOf(first).length).toBeLessThan(24);
    expect((await overreadHere(['doctor', ...other])).code).toBe(0);
    const second = await overreadHere(['screen', 'many/images', '--json', ...other]);
    expect(second.code, second.errors).toBe(0);
    expect(linesOf(second)).toHaveLength(24);
  });

  test('says in a sentence what it can’t do', async () => {
    const unknown = await overreadHere(['screen', 'cases', '--model', 'none-such', ...onCasebook]);
    expect([unknown.code, unknown.errors]).toEqual([1, expect.stringContaining('There is no model “none-such”')]);
    expect((await overreadHere(['screen', 'cases', '--colour'])).code).toBe(2);
    const missing = await overreadHere(['screen', 'nowhere.dcm', '--json', ...onCasebook]);
    expect([missing.code, linesOf(missing)[0]?.status]).toEqual([3, 'failed']);
    const foreign = await overreadHere(['screen', 'cases', '--casebook', join(cases, 'report.dcm')]);
    expect([foreign.code, foreign.errors]).toEqual([1, expect.stringMatching(/^[^\n]*not a casebook[^\n]*\n$/)]);
    const heatmaps = await overreadHere(['screen', 'cases', '--heatmaps', join(cases, 'report.dcm'), ...onCasebook]);
    expect([heatmaps.code, heatmaps.errors]).toEqual([
      1,
      expect.stringMatching(/^No heatmaps can be written[^\n]*\n$/),
    ]);
    const method = await overreadHere(['screen', 'cases', '--method', 'guess', '--heatmaps', 'maps', ...onCasebook]);
    expect([method.code, method.errors]).toEqual([2, expect.stringContaining('Choose one of grad-cam')]);
    const provider = await overreadHere(['screen', 'cases', '--provider', 'quantum', ...onCasebook]);
    expect([provider.code, provider.errors]).toEqual([2, expect.stringContaining('Choose one of cpu')]);
    const absent = process.platform === 'win32' ? 'coreml' : 'dml';
    const unusable = await overreadHere(['screen', 'cases', '--provider', absent, ...onCasebook]);
    expect([unusable.code, unusable.errors]).toEqual([
      1,
      expect.stringMatching(/^The execution provider "\w+" can't be used on this machine: [^\n]+\n$/),
    ]);
  });
});

test('overread models lists what is installed', async () => {
  const { code, output } = await overreadHere(['models']);
  expect(code).toBe(0);
  expect(output).toContain('chest-pneumonia');
});

test('overread doctor tells a damaged casebook from a sound one', async () => {
  const damaged = await overreadHere(['doctor', '--casebook', join(cases, 'report.dcm')]);
  expect(damaged.code).toBe(1);
  expect(damaged.output).toMatch(/^! casebook/m);
  const { code, output } = await overreadHere(['doctor', '--provider', 'cpu', '--json', ...onCasebook]);
  const { examinations, comparison } = JSON.parse(output) as { examinations: { what: string }[]; comparison: unknown };
  expect([code, comparison]).toEqual([0, null]);
  expect(examinations.map(({ what }) => what)).toContain('provider');
});
