import dicomParser from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { toDisplay } from '../grey-image/display.ts';
import { createPhantom } from '../phantom/phantom.ts';
import { readImage } from '../read-image.ts';
import { writeDicom } from './write-dicom.ts';
import { FaultError } from '../../domain/faults/fault.ts';

const { frame } = createPhantom({ seed: 1, label: 'PNEUMONIA', size: 101 });

async function reread(bytes: Uint8Array) {
  const file = await readImage(bytes);
  if (!file.ok) throw new FaultError(file.error);
  const read = await file.value.frame(0);
  if (!read.ok) throw new FaultError(read.error);
  return { header: file.value.header, frame: read.value };
}

describe('writeDicom', () => {
  test('keeps pixels and metadata', async () => {
    const read = await reread(writeDicom(frame));
    expect(read.frame).toEqual(frame);
  });

  test('MONOCHROME1 stores other values that look the same', async () => {
    const read = await reread(writeDicom(frame, { photometric: 'MONOCHROME1' }));
    expect(read.frame.photometric).toBe('MONOCHROME1');
    expect(read.frame.pixels[0]).toBe(4095 - frame.pixels[0]!);
    expect(toDisplay(read.frame)).toEqual(toDisplay(frame));
  });

  test('says that it shows no patient, and carries the names it was given', async () => {
    const names = {
      patientName: 'Núñez^Ana',
      patientId: 'P-7',
      patientBirthDate: '2021-03-04',
    };
    const { header } = await reread(writeDicom(frame, { ...names, studyDate: '2026-02-01' }));
    expect(header).toMatchObject({ ...names, modality: 'DX', isSynthetic: true });
    expect(header.studyMoment).toMatchObject({ date: '2026-02-01', time: null });
  });

  test('gives the same bytes and UIDs for the same input, and others for other names', async () => {
    expect(writeDicom(frame)).toEqual(writeDicom(frame));
    const [one, other] = await Promise.all(['A', 'B'].map((patientId) => reread(writeDicom(frame, { patientId }))));
    expect(one!.header.sopInstanceUid).toMatch(/^2\.25\.\d{1,39}$/);
    expect(one!.header.studyInstanceUid).not.toBe(other!.header.studyInstanceUid);
  });

  test('writes elements in ascending order with even lengths, as the standard demands', () => {
    const { elements } = dicomParser.parseDicom(writeDicom(frame));
    const inFile = Object.values(elements).toSorted((a, b) => a.dataOffset - b.dataOffset);
    expect(inFile.map((element) => element.tag)).toEqual(inFile.map((element) => element.tag).toSorted());
    expect(inFile.filter((element) => element.length % 2 === 1)).toEqual([]);
  });
});
