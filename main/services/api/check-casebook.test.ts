import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeImage, makePrediction } from '../../../tests/support/make-casework.ts';
import { makeWorkstation } from '../../../tests/support/make-workstation.ts';
import { openCasebook } from '../../casebook/open-casebook.ts';
import type { CasebookCheck } from '../../contract/contract.ts';
import { createRouter } from './router.ts';

let folder: string;
let path: string;

/** Two images, each with a finding: four entries. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  path = join(folder, 'casebook.sqlite');
  const casebook = openCasebook(path, () => new Date('2026-11-20T12:00:00Z'));
  for (const number of [1, 2]) {
    const { instance } = casebook.instances.import(makeImage(number));
    casebook.predictions.add(makePrediction(instance.id, 0.8));
  }
  casebook.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As another program with an SQLite library does it, between two starts of this one. */
async function checkAfter(sql: string): Promise<CasebookCheck> {
  const raw = new SQLite(path);
  raw.exec(sql);
  raw.close();
  const station = await makeWorkstation({ folder });
  const host = { kind: 'web', pick: () => Promise.resolve(null) } as const;
  try {
    return await createRouterClient(createRouter(station.workstation, host)).system.checkCasebook();
  } finally {
    await station.close();
  }
}

test('findings that another program changed are named, with the entries that vouch for them', async () => {
  const rowFault = (row: number, entry: number): object => ({
    code: 'casebook.row-changed',
    details: { table: 'predictions', row, entry },
  });
  expect(await checkAfter('UPDATE findings SET probability = 0.01')).toMatchObject({
    faults: [],
    auditFault: null,
    rowFaults: [rowFault(1, 2), rowFault(2, 4)],
  });
});

test('a model that another program put in use, and other operating points of it, are named', async () => {
  const station = await makeWorkstation({ folder });
  await station.close();
  const { rowFaults } = await checkAfter(
    `UPDATE model_terms SET points = '[]' || ' '; UPDATE model_versions SET version = '9.9.9'`,
  );
  for (const table of ['model_terms', 'model_versions']) {
    expect(rowFaults).toContainEqual({
      code: 'casebook.row-changed',
      details: { table, row: 1, entry: expect.any(Number) as number },
    });
  }
});

test('a log that was cut together with its counter is named, and what came without an entry', async () => {
  const cut = `DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE id > 2;
    UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit'`;
  const { auditFault, rowFaults } = await checkAfter(cut);
  expect(auditFault).toEqual({ code: 'casebook.audit-head', details: { entries: 2, expected: 4 } });
  expect(rowFaults).toContainEqual({ code: 'casebook.row-added', details: { table: 'predictions', row: 2 } });
});
