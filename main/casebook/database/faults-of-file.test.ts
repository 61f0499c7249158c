import { expect, test } from 'vitest';
import { clauseOf } from '../../domain/messages/clause.ts';
import { openDatabase } from './database.ts';
import { faultsOfFile } from './faults-of-file.ts';

test('finds nothing wrong with a sound file, and names rows that lead nowhere', () => {
  const database = openDatabase(':memory:');
  database.write((db) =>
    db.script('CREATE TABLE study (id INTEGER PRIMARY KEY); CREATE TABLE instance (study INTEGER REFERENCES study)'),
  );
  expect(faultsOfFile(database.read)).toEqual([]);
  // Deferred, the broken reference stands until the transaction's end, as a crash of another program could leave it.
  database.write((db) => {
    db.script('PRAGMA defer_foreign_keys = ON; INSERT INTO instance VALUES (7)');
    expect(faultsOfFile(db)).toEqual([clauseOf('casebook.orphan-row', { table: 'instance', parent: 'study' })]);
    db.script('DELETE FROM instance');
  });
  database.close();
});
