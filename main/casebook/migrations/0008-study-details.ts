import type { Writes } from '../database/database.ts';

/** The fields that frames kept before this version lack. Frozen here: later fields come with later migrations. */
const unstated = {
  rescaleType: null,
  modalityLut: null,
  windows: [],
  voiLuts: [],
  isVoiLutApplied: false,
  presentationLutShape: null,
  imageOrientation: null,
  imagePosition: null,
  overlays: [],
  lossy: { flag: null, ratios: [], methods: [] },
};

interface OldMeaning {
  readonly voi: object | null;
  readonly spacing: object | null;
}

/**
 * Series, instances and frames keep what their files state of themselves. Rows from before are marked, and get the rest
 * when their file is opened again.
 */
export function studyDetails(db: Writes): void {
  db.script(`
ALTER TABLE studies ADD COLUMN study_id TEXT;
-- JSON: date and time, raw and parsed.
ALTER TABLE studies ADD COLUMN moment TEXT;
CREATE INDEX studies_uid ON studies (uid);

ALTER TABLE series ADD COLUMN number INTEGER;
ALTER TABLE series ADD COLUMN body_part TEXT;
ALTER TABLE series ADD COLUMN laterality TEXT;
ALTER TABLE series ADD COLUMN frame_of_reference_uid TEXT;
ALTER TABLE series ADD COLUMN moment TEXT;

ALTER TABLE instances ADD COLUMN sop_class_uid TEXT;
ALTER TABLE instances ADD COLUMN number INTEGER;
-- JSON: times, laterality and acquisition as the file states them; null before the file was read for them.
ALTER TABLE instances ADD COLUMN details TEXT;
-- Other formats have no header to read again.
UPDATE instances SET details = '{}' WHERE format <> 'dicom';
`);
  for (const { id, meaning } of db.all<{ id: number; meaning: string }>('SELECT id, meaning FROM instances')) {
    const old = JSON.parse(meaning) as OldMeaning;
    const spacing = old.spacing && { ...old.spacing, calibration: null };
    db.run('UPDATE instances SET meaning = @meaning WHERE id = @id', {
      id,
      meaning: JSON.stringify({ ...unstated, ...old, spacing }),
    });
  }
}
