import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeBug, openLog } from './log.ts';

test('logs where an error came from and nothing that it was about', () => {
  const folder = mkdtempSync(join(tmpdir(), 'overread-log-'));
  const error = new Error('can’t read /cases/DOE^JANE.dcm', { cause: new TypeError('DOE^JANE') });
  openLog(folder).error(describeBug(error), 'call failed');
  const line = readFileSync(join(folder, 'overread.log'), 'utf8');
  rmSync(folder, { recursive: true });
  expect(line).not.toContain('DOE');
  expect(JSON.parse(line)).toMatchObject({ kind: 'Error', msg: 'call failed', cause: { kind: 'TypeError' } });
  expect(line).toContain('log.test.ts');
});
