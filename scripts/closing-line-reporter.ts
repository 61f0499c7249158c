/**
 * A vitest reporter that ends the run with the skipped tests and why, and one plain line:
 * "612 passed, 0 failed, 3 skipped". The line is also left in `.cache/closing-line`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { cacheFolder, root } from './setup/setup.mjs';

export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A suite that could not be prepared (no browser, say) skips its tests, but it has failed.
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const broken = suites.filter((suite) => suite.errors().length > 0).length;
    const failed = count('failed') + broken + unhandledErrors.length;
    const line = `${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`;
    for (const text of skippedLines(tests.filter((test) => test.result().state === 'skipped'))) console.log(text);
    console.log(line);
    mkdirSync(cacheFolder, { recursive: true });
    writeFileSync(join(cacheFolder, 'closing-line'), `${line}\n`);
  }
}

/** One line for each reason in a file, not for each test. */
function skippedLines(tests: readonly TestCase[]): string[] {
  const groups = new Map<string, number>();
  for (const test of tests) {
    const result = test.result();
    const reason = (result.state === 'skipped' && result.note) || describedBy(test);
    const key = `${relative(root, test.module.moduleId)}: ${reason}`;
    groups.set(key, (groups.get(key) ?? 0) + 1);
  }
  return [...groups].map(([key, tests]) => `skipped ${tests} in ${key}`);
}

/** The outermost suite is where the condition stands, and its name says what it needs. */
const describedBy = (test: TestCase): string => test.fullName.split(' > ')[0] ?? test.name;
