import { describe, expect, test } from 'vitest';
import { emptyHeader } from '../../domain/studies/image-header.ts';
import { parsePersonName } from '../../domain/studies/person-name.ts';
import { makeDicom, makeItem, type MadeElement } from '../../../tests/support/make-dicom.ts';
import { makeProfiledJpeg } from '../../../tests/support/make-profiled-jpeg.ts';
import { readImage } from '../read-image.ts';
import { FaultError } from '../../domain/faults/fault.ts';

async function read(elements: readonly MadeElement[]) {
  const file = await readImage(makeDicom(elements));
  if (!file.ok) throw new FaultError(file.error);
  return { header: file.value.header };
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('the header of a DICOM file', () => {
  test('names patient, study, series and instance with their identifiers', async () => {
    const { header } = await read([
      ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.1.1'],
      ['00080018', 'UI', '1.2.3.4.5'],
      ['00080050', 'SH', 'A-17'],
      ['00080060', 'CS', 'DX'],
      ['00081030', 'LO', 'Chest'],
      ['0008103e', 'LO', 'Chest PA'],
      ['00100020', 'LO', '4711'],
      ['00100021', 'LO', 'St. Mary'],
      [
        '00100024',
        'SQ',
        makeItem([
          ['00400032', 'UT', '1.2.3.9'],
          ['00400033', 'CS', 'ISO'],
          ['00400036', 'SQ', makeItem([['00400031', 'UT', 'WARD']])],
          ['00400039', 'SQ', makeItem([['00080100', 'SH', 'DE']])],
          ['0040003a', 'SQ', makeItem([['00080100', 'SH', 'RAD']])],
        ]),
      ],
      ['00100030', 'DA', '19700102'],
      ['00100040', 'CS', 'F'],
      ['00180015', 'CS', 'CHEST'],
      ['00185101', 'CS', 'PA'],
      ['0020000d', 'UI', '1.2.3'],
      ['0020000e', 'UI', '1.2.3.4'],
      ['00200010', 'SH', 'S1'],
      ['00200011', 'IS', '3'],
      ['00200013', 'IS', '12'],
      ['00200052', 'UI', '1.2.3.8'],
      ['00200060', 'CS', 'R'],
      ['00200062', 'CS', 'U'],
      ['00280300', 'CS', 'YES'],
    ]);
    expect(header).toEqual({
      ...emptyHeader,
      sopClassUid: '1.2.840.10008.5.1.4.1.1.1.1',
      sopInstanceUid: '1.2.3.4.5',
      accessionNumber: 'A-17',
      modality: 'DX',
      studyDescription: 'Chest',
      seriesDescription: 'Chest PA',
      patientId: '4711',
      patientIdIssuer: 'St. Mary',
      patientIdQualifiers: {
        universalEntityId: '1.2.3.9',
        universalEntityIdType: 'ISO',
        facility: 'WARD',
        jurisdiction: 'DE',
        agency: 'RAD',
      },
      patientBirthDate: '1970-01-02',
      patientSex: 'F',
      bodyPart: 'CHEST',
      viewPosition: 'PA',
      studyInstanceUid: '1.2.3',
      seriesInstanceUid: '1.2.3.4',
      studyId: 'S1',
      seriesNumber: 3,
      instanceNumber: 12,
      frameOfReferenceUid: '1.2.3.8',
      seriesLaterality: 'R',
      imageLaterality: 'U',
      isSynthetic: true,
    });
  });

  test('keeps dates and times as they are, and reads those that are valid', async () => {
    const { header } = await read([
      ['00080020', 'DA', '20260203'],
      ['00080030', 'TM', '0830'],
      ['00080021', 'DA', '2026.02.03'],
      ['00080031', 'TM', '083015.25'],
      ['0008002a', 'DT', '20260203093000.5+0100'],
      ['00080023', 'DA', 'yesterday'],
      ['00080033', 'TM', '25:00'],
      ['00080201', 'SH', '+0100'],
    ]);
    expect(header).toMatchObject({
      studyMoment: { date: '2026-02-03', time: '08:30', rawDate: '20260203', rawTime: '0830' },
      seriesMoment: { date: '2026-02-03', time: '08:30:15.25', rawDate: '2026.02.03', rawTime: '083015.25' },
      acquisitionMoment: { date: '2026-02-03', time: '09:30:00.5' },
      contentMoment: { date: null, time: null, rawDate: 'yesterday', rawTime: '25:00' },
      timezoneOffset: '+0100',
    });
  });

  test('keeps all components of names in Cyrillic, Japanese and UTF-8, and the character set', async () => {
    const nameIn = async (set: string, bytes: Uint8Array) =>
      (
        await read([
          ['00080005', 'CS', set],
          ['00100010', 'PN', bytes],
        ])
      ).header;
    const cyrillic = await nameIn('ISO_IR 144', latin('\xbb\xee\xda^\xb8\xd2\xd0\xdd^\xbf\xd5\xe2\xe0'));
    expect(cyrillic).toMatchObject({ characterSets: ['ISO_IR 144'], patientName: 'Люк^Иван^Петр' });
    const kanji = latin('Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B');
    const japanese = await nameIn('\\ISO 2022 IR 87', kanji);
    expect(japanese.characterSets).toEqual(['', 'ISO 2022 IR 87']);
    expect(parsePersonName(japanese.patientName!)).toMatchObject({
      alphabetic: { family: 'Yamada', given: 'Tarou' },
      ideographic: { family: '山田', given: '太郎' },
      phonetic: { family: 'やまだ', given: 'たろう' },
    });
    const utf8 = await nameIn('ISO_IR 192', new TextEncoder().encode('Núñez^Ana^María^Dra^Jr'));
    expect(utf8.patientName).toBe('Núñez^Ana^María^Dra^Jr');
  });

  test('tells how the image was made', async () => {
    const { header } = await read([
      ['00080008', 'CS', 'DERIVED\\PRIMARY'],
      ['00080068', 'CS', 'FOR PRESENTATION'],
      ['00080070', 'LO', 'Maker'],
      ['00081090', 'LO', 'Model'],
      ['00081010', 'SH', 'Room 1'],
      ['00080080', 'LO', 'Hospital'],
      ['00082111', 'ST', 'Cropped'],
      ['00180060', 'DS', '125'],
      ['00181110', 'DS', '1800'],
      ['00181111', 'DS', '1600'],
      ['00181114', 'DS', '1.125'],
      ['00181150', 'IS', '8'],
      ['00181151', 'IS', '320'],
      ['00181153', 'IS', '2500'],
      ['00181166', 'CS', 'FIXED'],
      ['00181405', 'IS', '400'],
      ['00181411', 'DS', '250'],
      ['00181412', 'DS', '240'],
      ['00181413', 'DS', '0.2'],
      ['00185100', 'CS', 'HFS'],
      ['00280301', 'CS', 'NO'],
    ]);
    expect(header.acquisition).toEqual({
      manufacturer: 'Maker',
      manufacturerModel: 'Model',
      institution: 'Hospital',
      station: 'Room 1',
      imageType: ['DERIVED', 'PRIMARY'],
      presentationIntent: 'FOR PRESENTATION',
      derivation: 'Cropped',
      patientPosition: 'HFS',
      tubeVoltageKv: 125,
      tubeCurrentMa: 320,
      exposureTimeMs: 8,
      exposureMas: 2.5,
      exposureIndex: 250,
      targetExposureIndex: 240,
      deviationIndex: 0.2,
      relativeExposure: 400,
      grid: 'FIXED',
      sourceToDetectorMm: 1800,
      sourceToPatientMm: 1600,
      magnification: 1.125,
      hasBurnedInAnnotation: false,
    });
  });
});

test('a JPEG has the same shape, with nothing stated', async () => {
  const file = await readImage(await makeProfiledJpeg(128));
  if (!file.ok) throw new FaultError(file.error);
  expect(file.value.header).toEqual(emptyHeader);
  expect(file.value.voiTables(0)).toEqual([]);
});
