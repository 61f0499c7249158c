import { expect, test } from 'vitest';
import { personId, studyId } from '../../../main/domain/ids.ts';
import type { Person } from '../../../main/domain/studies/person.ts';
import { show } from '../../../tests/support/components/show.tsx';
import { PatientDialog } from './patient-dialog.tsx';

const stated = (patientName: string) => ({
  patientName,
  patientId: '4711',
  patientIdIssuer: 'North',
  patientIdQualifiers: null,
  patientBirthDate: null,
  patientSex: 'F',
  characterSets: [],
});
const study = (id: number, description: string) => ({
  studyId: studyId.parse(id),
  description,
  modality: 'DX',
  studyDate: '2026-01-02',
});
const person = (id: number, more: Partial<Person> = {}): Person => ({
  id: personId.parse(id),
  stated: [stated(`Person^${id}`)],
  studies: [study(id * 10, 'First'), study(id * 10 + 1, 'Second')],
  possiblySame: [],
  changes: [],
  ...more,
});
const changed = () => ({ change: 9, from: personId.parse(1), into: personId.parse(2), studies: [] });

test('some studies are moved to a new patient, never all of them', async () => {
  const { getByRole, calls } = await show(
    <PatientDialog name="Person, 1" person={person(1)} onClose={() => undefined} />,
    {
      patients: { split: changed },
    },
  );
  const move = getByRole('button', { name: /^Move/ });
  await expect.element(move).toBeDisabled();
  await getByRole('checkbox', { name: /First/ }).click();
  await getByRole('checkbox', { name: /Second/ }).click();
  await expect.element(move).toBeDisabled();
  await getByRole('checkbox', { name: /First/ }).click();
  await move.click();
  await expect
    .poll(() => calls.find(({ operation }) => operation === 'patients.split')?.input)
    .toEqual({ studies: [11], into: null });
});

test('a patient who may be the same is shown as its files state it, and merged into this one', async () => {
  const { getByRole, calls } = await show(
    <PatientDialog
      name="Person, 1"
      person={person(1, { possiblySame: [personId.parse(2)] })}
      onClose={() => undefined}
    />,
    { patients: { get: () => person(2), merge: changed } },
  );
  const other = getByRole('article', { name: 'Person, 2' });
  await expect.element(other.getByText('Person, 2 · ID 4711 of North · F')).toBeVisible();
  await other.getByRole('button', { name: 'Merge' }).click();
  await expect
    .poll(() => calls.find(({ operation }) => operation === 'patients.merge')?.input)
    .toEqual({ from: 2, into: 1 });
});

test('a change is undone once, and a refusal says why', async () => {
  const change = {
    kind: 'merged' as const,
    from: personId.parse(2),
    into: personId.parse(1),
    studies: [studyId.parse(20)],
    at: '2026-02-03T10:00:00Z',
    reader: 'dr',
  };
  const changes = [
    { ...change, id: 8, isUndone: false },
    { ...change, id: 7, isUndone: true },
  ];
  const { getByRole, calls } = await show(
    <PatientDialog name="Person, 1" person={person(1, { changes })} onClose={() => undefined} />,
    {},
  );
  const undo = getByRole('button', { name: 'Undo' });
  await expect.poll(() => undo.elements().length).toBe(1);
  await undo.click();
  await expect.poll(() => calls.find(({ operation }) => operation === 'patients.undo')?.input).toEqual({ change: 8 });
  await expect.element(getByRole('alert')).toBeVisible();
});
