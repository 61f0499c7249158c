/** Hashes of the rows that an entry of the audit log is about, and what became of them since. */
import { createHash } from 'node:crypto';
import type { Reads } from '../database/database.ts';

/**
 * The columns that are vouched for, in this order for good: a hash covers their values. Left out is what changes without an
 * entry: the person of what files state of a patient.
 */
const columns = {
  adjudications: 'id, instance, frame_index, label, present, note, adjudicator, created_at',
  gate_reports: 'id, version, report, created_at',
  instances:
    'id, series, uid, sop_class_uid, number, sha256, format, frame_count, meaning, details, is_synthetic, imported_at',
  // Apart from the image, which stays as it is when its file is found elsewhere.
  instance_paths: 'id, path',
  // With the operating points of this site.
  model_terms: 'id, role, version, replaced, began_at, points',
  model_versions: 'id, model, fingerprint, role, state, sha256, version, title, parent, origin, is_example, joined_at',
  patients: 'id, patient_id, name, birth_date, sex, issuer, qualifiers, character_sets',
  // With their findings.
  predictions: `id, instance, frame_index, model, model_sha256, model_version, card_version, preprocessing_version,
    scoring_fingerprint, provider, runtime_version, input_sha256, temperature, labels, logits, duration_ms, created_at,
    (SELECT json_group_array(CASE flags WHEN '[]' THEN json_array(label, probability, threshold, positive)
       ELSE json_array(label, probability, threshold, positive, flags) END ORDER BY findings.label)
     FROM findings WHERE findings.prediction = predictions.id)`,
  refusals: 'id, instance, frame_index, model, fault, created_at',
  review_withdrawals: 'review, reader, created_at',
  reviews: 'id, study, prediction, model, label, probability, positive, verdict, note, reader, seen, created_at',
  series:
    'id, study, identity, uid, number, modality, description, body_part, laterality, frame_of_reference_uid, moment',
  studies: `id, identity, patient, person, uid, study_id, accession_number, description, modality, study_date, moment,
    is_synthetic, imported_at`,
} as const;

export type VouchedTable = keyof typeof columns;

const tables = Object.keys(columns) as VouchedTable[];

/** A row by its table and its number. */
export interface RowReference {
  readonly table: VouchedTable;
  readonly id: number;
}

const sourceOf = (table: VouchedTable): string => (table === 'instance_paths' ? 'instances' : table);

const keyOf = (table: VouchedTable): string => (table === 'review_withdrawals' ? 'review' : 'id');

const nameOf = ({ table, id }: RowReference): string => `${table}:${id}`;

/** Null for a row that is not there. */
function hashOfRow(db: Reads, { table, id }: RowReference): string | null {
  const row = db.get<Record<string, unknown>>(
    `SELECT ${columns[table]} FROM ${sourceOf(table)} WHERE ${keyOf(table)} = @id`,
    { id },
  );
  if (row === undefined) return null;
  return createHash('sha256')
    .update(JSON.stringify(Object.values(row)))
    .digest('hex');
}

/** The rows as they stand, by their names, JSON. */
export function vouchFor(db: Reads, rows: readonly RowReference[]): string {
  return JSON.stringify(Object.fromEntries(rows.map((row) => [nameOf(row), hashOfRow(db, row)])));
}

/** The rows as the audit log vouches for them, compared with the tables. */
export interface RowCheck {
  readonly rows: number;
  readonly vouched: number;
  /** Rows that are not as the last entry about them says, or gone. */
  readonly changed: readonly (RowReference & { readonly entry: number })[];
  /** Rows that came without an entry. */
  readonly added: readonly RowReference[];
}

export function checkRows(db: Reads): RowCheck {
  const last = new Map<string, { readonly hash: string | null; readonly entry: number }>();
  const entries = db.each<{ id: number; vouched: string }>(
    "SELECT id, vouched FROM audit WHERE vouched IS NOT NULL AND vouched <> '{}' ORDER BY id",
  );
  for (const { id: entry, vouched } of entries) {
    for (const [name, hash] of Object.entries(JSON.parse(vouched) as Record<string, string | null>)) {
      last.set(name, { hash, entry });
    }
  }
  const changed: (RowReference & { readonly entry: number })[] = [];
  const added: RowReference[] = [];
  let rows = 0;
  let vouchedRows = 0;
  for (const table of tables) {
    const since = db.get<{ last_row: number }>('SELECT last_row FROM vouched_since WHERE name = @table', { table });
    const key = keyOf(table);
    for (const { id } of db.all<{ id: number }>(`SELECT ${key} AS id FROM ${sourceOf(table)} ORDER BY ${key}`)) {
      rows++;
      const row = { table, id };
      const vouched = last.get(nameOf(row));
      last.delete(nameOf(row));
      if (vouched === undefined) {
        if (id > (since?.last_row ?? 0)) added.push(row);
        continue;
      }
      vouchedRows++;
      if (hashOfRow(db, row) !== vouched.hash) changed.push({ ...row, entry: vouched.entry });
    }
  }
  for (const [name, { hash, entry }] of last) {
    // The entry says that it is gone.
    if (hash === null) continue;
    const [table, id] = name.split(':') as [VouchedTable, string];
    changed.push({ table, id: Number(id), entry });
  }
  return { rows, vouched: vouchedRows, changed, added };
}
