import { describe, expect, test } from 'vitest';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import type { Frame } from '../../domain/studies/frame.ts';
import { emptyHeader, type ImageHeader } from '../../domain/studies/image-header.ts';
import { makeFrame } from '../../../tests/support/make-frame.ts';
import { createPhantom } from '../phantom/phantom.ts';
import { judgeImage } from './judge-image.ts';

const chest = createPhantom({ seed: 2, label: 'NORMAL', size: 200 }).frame;

function reason(frame: Frame, header: Partial<ImageHeader> = {}): string {
  const { fault } = judgeImage(frame, { ...emptyHeader, ...header });
  return fault === null ? 'scored' : sentenceOf(fault);
}

function picture(columns: number, rows: number, tone: (x: number, y: number) => number): Frame {
  const pixels = new Uint8Array(columns * rows).map((_, i) => tone(i % columns, Math.floor(i / columns)));
  return makeFrame({ columns, rows, pixels });
}

describe('suitability', () => {
  test('scores a frontal chest radiograph, whatever names its modality goes by', () => {
    for (const modality of [null, 'CR', 'DX', 'DR', 'RG']) {
      for (const bodyPart of [null, 'CHEST', 'Thorax', 'TORAX']) {
        expect(reason(chest, { modality, bodyPart, viewPosition: 'PA' })).toBe('scored');
      }
    }
  });

  test('refuses other modalities by name', () => {
    expect(reason(chest, { modality: 'CT' })).toBe('Not scored: this is a CT image; the model reads radiographs only.');
    expect(reason(chest, { modality: 'XYZ' })).toContain('modality XYZ');
  });

  test('lets the picture decide where the header states nothing', () => {
    const stripes = picture(128, 128, (x, y) => 100 + 0.4 * Math.abs(x - 64) + 0.2 * y);
    for (const modality of ['OT', 'SC', 'DX']) {
      for (const bodyPart of ['UNKNOWN', 'Other', 'TRUNK', 'N/A', ' UNSPECIFIED ', 'NOT STATED', '?', '']) {
        expect(reason(chest, { modality, bodyPart })).toBe('scored');
        expect(reason(stripes, { modality, bodyPart })).toContain('does not look like');
      }
    }
    expect(reason(chest, { modality: 'OT', bodyPart: 'HAND' })).toContain('the body part is HAND');
  });

  test('refuses other body parts and lateral or oblique views', () => {
    expect(reason(chest, { bodyPart: 'HAND' })).toContain('the body part is HAND');
    for (const viewPosition of ['LL', 'RL', 'LATERAL', 'LLAT', 'RLAT', 'LAT_L', 'L LAT', 'Left lateral', 'LM'])
      expect(reason(chest, { viewPosition })).toContain('lateral view');
    expect(reason({ ...chest, viewPosition: 'LL' })).toContain('lateral view');
    expect(reason(chest, { viewPosition: 'LAO' })).toContain('oblique');
  });

  test('lets a word that it does not know for a body part prove nothing', () => {
    for (const bodyPart of ['CXR', 'PORT CXR', 'THX', 'TÓRAX', 'Hrudník', 'WHOLEBODY', 'Клетка', 'THORAX ABDOMEN']) {
      expect(reason(chest, { bodyPart })).toBe('scored');
    }
    const others = [
      'ABD',
      'ABDOMEN',
      'LSPINE',
      'C-SPINE',
      'SKULL',
      'Hip',
      'Schädel',
      'LEFT KNEE',
      'Foot_R',
      'EXTREMITY',
    ];
    for (const bodyPart of others) expect(reason(chest, { bodyPart })).toContain('the body part is');
  });

  test('finds a lateral view wherever the header names it', () => {
    const lateral = 'Not scored: this is a lateral view; the model reads frontal views only.';
    const code = (value: string | null, meaning: string | null) => ({ viewCode: { value, meaning } });
    expect(reason(chest, code('399067008', null))).toBe(lateral);
    expect(reason(chest, code('R-1', 'left lateral'))).toBe(lateral);
    for (const seriesDescription of ['LAT CHEST', 'Chest lateral', 'Thorax seitl.', 'W034 Tórax PERFIL', 'chest_lat']) {
      expect(reason({ ...chest, viewPosition: null }, { seriesDescription })).toBe(lateral);
    }
    for (const seriesDescription of ['ThoraxLat', 'Thorax profiel', 'Боковая проекция', '胸部側面']) {
      expect(reason({ ...chest, viewPosition: null }, { seriesDescription })).toBe(lateral);
    }
    const noPosition = { ...chest, viewPosition: null };
    expect(reason(noPosition, { seriesDescription: 'Chest', protocols: ['CHEST LAT'] })).toBe(lateral);
    expect(reason(noPosition, { seriesDescription: 'Chest', studyDescription: 'Chest lateral' })).toBe(lateral);
    for (const rows of ['A', 'P', 'AL']) {
      expect(reason({ ...chest, patientOrientation: [rows, 'F'] }, { viewPosition: 'PA' })).toBe(lateral);
    }
  });

  test('takes neither both views in one description nor a decubitus for a lateral view', () => {
    for (const seriesDescription of [
      'CHEST PA/LAT',
      'Chest P.A. and lateral',
      'Lateral decubitus',
      'Bilateral',
      'PALAT',
    ]) {
      expect(reason({ ...chest, viewPosition: null }, { seriesDescription })).toBe('scored');
    }
    expect(reason(chest, { viewPosition: 'PA', seriesDescription: 'LAT CHEST' })).toBe('scored');
    const named = { seriesDescription: 'Chest PA', protocols: ['CHEST LAT'], studyDescription: 'Chest lateral' };
    expect(reason({ ...chest, viewPosition: null }, named)).toBe('scored');
    expect(reason(chest, { viewCode: { value: '399348003', meaning: 'antero-posterior' } })).toBe('scored');
    expect(reason({ ...chest, patientOrientation: ['L', 'F'] })).toBe('scored');
  });

  test('refuses colour, but not grey stored as colour', () => {
    const colour = (...tint: [red: number, green: number, blue: number]): Frame => {
      const { rows, columns } = chest;
      const tinted = (i: number) => Math.min(255, chest.pixels[Math.floor(i / 3)]! / 14) * tint[i % 3]!;
      const pixels = new Uint8Array(rows * columns * 3).map((_, i) => tinted(i));
      return makeFrame({ rows, columns, samplesPerPixel: 3, pixels });
    };
    expect(reason(colour(1, 0.3, 0.3))).toContain('in colour');
    expect(reason(colour(1, 1, 0.98))).toBe('scored');
  });

  test('refuses the small, the narrow, the empty and the drawn', () => {
    expect(reason(picture(63, 80, (x) => x))).toContain('63 × 80 pixels');
    expect(reason(picture(400, 120, (x) => x / 2))).toContain('narrow strip');
    expect(reason(picture(100, 100, (x) => 120 + (x % 3)))).toContain('no contrast');
    expect(reason(picture(100, 100, (x, y) => (x % 40 < 8 && y % 30 < 10 ? 0 : 255)))).toContain('black and white');
  });

  test('refuses an inverted radiograph and one of nothing in particular', () => {
    const inverted = chest.photometric === 'MONOCHROME2' ? 'MONOCHROME1' : 'MONOCHROME2';
    expect(reason({ ...chest, photometric: inverted })).toContain('inverted');
    expect(reason(picture(128, 128, (x, y) => 100 + 0.4 * Math.abs(x - 64) + 0.2 * y))).toContain('does not look like');
  });
});
