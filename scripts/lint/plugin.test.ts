import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../setup/setup.mjs';
import { findFault } from './import-table.mjs';

describe('the import table', () => {
  test.each([
    ['main/domain/a.ts', '../services/b.ts', 'main/domain may not import main/services'],
    ['main/graph/a.ts', '../runtime/engine.ts', 'main/graph may not import main/runtime'],
    ['renderer/shared/client/a.tsx', '../../../main/services/b.ts', 'renderer/shared may not import main/services'],
    ['renderer/shared/client/a.tsx', '../../../main/hosts/web/b.ts', 'renderer/shared may not import main/hosts'],
    ['preload/preload.ts', '../main/domain/ids.ts', 'preload may not import main/domain'],
    ['main/services/a.ts', '../hosts/app-context.ts', 'main/services may not import main/hosts'],
    ['main/services/a.ts', 'electron', 'only in main/hosts/electron'],
    ['main/hosts/web/a.ts', 'electron/main', 'only in main/hosts/electron'],
    ['main/services/a.ts', 'onnxruntime-node', 'only in main/runtime'],
    ['main/services/a.ts', 'better-sqlite3', 'only in main/casebook'],
    ['main/services/a.ts', 'node:http', 'only in main/hosts'],
    ['main/services/a.ts', 'http', 'only in main/hosts'],
    ['main/graph/a.ts', 'node:fs', 'imports nothing of Node'],
    ['main/services/jobs/a.ts', '../api/router.ts', 'only rooms on lower floors of main/services, so not api'],
    ['main/services/jobs/a.ts', '../files/a.ts', 'so not files'],
    ['main/services/attic/a.ts', '../files/a.ts', 'main/services/attic is on no floor'],
    ['renderer/reading-room/viewer/a.tsx', '../../laboratory/models/a.tsx', 'may not import renderer/laboratory'],
    [
      'main/graph/autodiff/rules/pooling.test.ts',
      '../../../runtime/local/local-engine.ts',
      'may not import main/runtime',
    ],
    ['main/graph/onnx/onnx.test.ts', 'onnxruntime-node', 'only in main/runtime'],
    ['main/services/a.ts', 'left-pad', 'in no category'],
    ['main/imaging/a.ts', '../../package.json', 'may not import package.json'],
  ])('%s may not import %s', (importer, specifier, fault) => {
    expect(findFault(importer, specifier)).toContain(fault);
  });

  test.each([
    ['main/services/training/a.ts', '../../graph/graph.ts'],
    ['main/services/training-service/a.ts', '../training/b.ts'],
    ['main/hosts/cli/a.ts', '../app-context.ts'],
    ['main/hosts/app-context.ts', '../casebook/open-casebook.ts'],
    ['main/graph/autodiff/rules/pooling.test.ts', '../differentiate.ts'],
    ['main/graph/autodiff/rules/pooling.test.ts', '../../../../tests/support/run-graph.ts'],
    ['main/services/jobs/a.test.ts', '../../runtime/local/local-engine.ts'],
    ['renderer/shared/client/a.tsx', '../../../main/contract/contract.ts'],
    ['renderer/shared/client/a.tsx', '@mui/material/Button'],
    ['main/runtime/a.ts', 'onnxruntime-node'],
    ['tests/e2e/a.ts', 'playwright-core'],
  ])('%s may import %s', (importer, specifier) => {
    expect(findFault(importer, specifier)).toBeNull();
  });
});

describe('the linter', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'overread-lint-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function lint(path: string, source: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
    const parameters = [join(root, 'node_modules/oxlint/bin/oxlint'), '-c', join(root, '.oxlintrc.json'), path];
    try {
      return execFileSync(process.execPath, parameters, {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    } catch (error) {
      return `RED ${(error as { stdout: string }).stdout}`;
    }
  }

  test.each([
    ['an import', `import { start } from '../services/start.ts';\nexport const a = start;`],
    ['a type-only import', `import type { Start } from '../services/start.ts';\nexport type A = Start;`],
    ['a type named in place', `export type A = import('../services/start.ts').Start;`],
    ['an import at run time', `export const a = () => import('../services/start.ts');`],
    ['a re-export', `export { start } from '../services/start.ts';`],
    ['reading the command line', `export const a = process.argv;`],
  ])('turns red for %s', (_, source) => {
    expect(lint('main/domain/a.ts', source)).toMatch(/^RED .*(may not import main\/services|process\.argv belongs)/s);
  });

  test.each([
    ['/** Of the file, hexadecimal. */', 'RED'],
    ['/** What it is called. */', 'RED'],
    ['/**\n * What it is called,\n * in full.\n */', 'RED'],
    ['/** The name. What it is called. */', 'green'],
    ['// What a trap.', 'green'],
    ['/** Offsets. */', 'green'],
  ])('judges how the docstring %j begins: %s', (docstring, verdict) => {
    const found = lint('main/domain/a.ts', `${docstring}\nexport const a = 1;`);
    expect(found.includes('neither "Of" nor "What"')).toBe(verdict === 'RED');
  });

  test('stays green for what the table allows', () => {
    expect(lint('main/services/a.ts', `export type { Fault } from '../domain/outcome.ts';`)).not.toContain('RED');
  });
});
