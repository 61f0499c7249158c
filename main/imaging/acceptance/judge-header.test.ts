import { describe, expect, test } from 'vitest';
import { makeMetadata } from '../../../tests/support/make-frame.ts';
import { sentenceOf } from '../../../tests/support/sentence-of.ts';
import type { Acceptance } from '../../domain/acceptance/acceptance.ts';
import { createRandom } from '../../domain/statistics/random.ts';
import type { FrameMetadata } from '../../domain/studies/frame.ts';
import { emptyHeader, unstatedMoment, type ImageHeader, type Moment } from '../../domain/studies/image-header.ts';
import { judgeHeader } from './judge-header.ts';

const children: Acceptance = { views: ['frontal'], bodyParts: ['chest'], age: { from: 1, below: 6 } };
const on = (date: string | null): Moment => ({ ...unstatedMoment, date });

function verdict(
  header: Partial<ImageHeader>,
  acceptance: Acceptance = children,
  frame: Partial<FrameMetadata> = {},
): string | readonly string[] {
  const { fault, flags } = judgeHeader(makeMetadata(frame), { ...emptyHeader, ...header }, acceptance);
  return fault === null ? flags : sentenceOf(fault);
}

describe('age', () => {
  const born = { patientBirthDate: '2020-03-15' };

  test('is that of the birth date at the study’s date, from the first birthday to the day before the sixth', () => {
    const at = (date: string) => verdict({ ...born, studyMoment: on(date) });
    expect(at('2021-03-15')).toEqual([]);
    expect(at('2026-03-14')).toEqual([]);
    expect(at('2021-03-14')).toBe('Not scored: the patient was 11 months old; the model is made for ages 1 to 5.');
    expect(at('2020-03-20')).toBe('Not scored: the patient was 5 days old; the model is made for ages 1 to 5.');
    expect(at('2026-03-15')).toBe('Not scored: the patient was 6 years old; the model is made for ages 1 to 5.');
  });

  test('is Patient’s Age where there is no birth date, in any unit', () => {
    const aged = (patientAge: string) => verdict({ patientAge });
    for (const age of ['001Y', '005Y', '012M', '071M', '60W', '366D', ' 018m']) expect(aged(age)).toEqual([]);
    expect(aged('054Y')).toBe('Not scored: the patient was 54 years old; the model is made for ages 1 to 5.');
    expect(aged('011M')).toBe('Not scored: the patient was 11 months old; the model is made for ages 1 to 5.');
    expect(aged('010D')).toContain('10 days old');
    expect(aged('072M')).toContain('6 years old');
  });

  test('is unknown, and flagged, where the file does not say it, can’t mean it or contradicts itself', () => {
    const flagged = ['age-unknown'];
    expect(verdict({})).toEqual(flagged);
    expect(verdict({ patientAge: '5' })).toEqual(flagged);
    expect(verdict({ patientAge: '999Y' })).toEqual(flagged);
    expect(verdict(born)).toEqual(flagged);
    expect(verdict({ ...born, studyMoment: on('2019-01-01') })).toEqual(flagged);
    expect(verdict({ ...born, studyMoment: on('2023-01-01'), patientAge: '054Y' })).toEqual(flagged);
    expect(verdict({ ...born, acquisitionMoment: on('2023-01-01') })).toEqual([]);
  });

  test('is asked for as the card says', () => {
    expect(verdict({}, { ...children, unstated: { age: 'refuse' } })).toContain('does not state the patient’s age');
    expect(verdict({}, { ...children, unstated: { age: 'score' } })).toEqual([]);
    expect(verdict({ patientAge: '010Y' }, { age: { from: 18 } })).toContain('made for ages from 18 years on');
  });
});

test('a model for other images refuses what it does not know, and names what it does', () => {
  const hands: Acceptance = { modalities: ['CR', 'DX'], bodyParts: ['arm'], sex: 'F', unstated: { view: 'flag' } };
  expect(verdict({ modality: 'DX', bodyPart: 'HAND', patientSex: 'F' }, hands)).toEqual([]);
  expect(verdict({ modality: 'CT' }, hands)).toBe(
    'Not scored: this is a CT image; the model reads images of modality CR and DX only.',
  );
  expect(verdict({ bodyPart: 'CHEST' }, hands)).toBe(
    'Not scored: the body part is CHEST; the model reads the arm only.',
  );
  expect(verdict({ patientSex: 'M' }, hands)).toBe('Not scored: the model is made for female patients only.');
  expect(verdict({ patientSex: 'O' }, hands)).toEqual(['sex-unknown']);
  expect(verdict({}, { views: ['lateral'], unstated: { view: 'flag' } })).toEqual(['view-unknown']);
  expect(verdict({ viewPosition: 'PA' }, { views: ['lateral'] })).toContain('this is a frontal view');
});

test('none of 500 headers from outside the population is scored silently', () => {
  const random = createRandom(20261201);
  const pick = <T>(...all: readonly T[]): T => all[random.integer(all.length)]!;
  const number = (from: number, below: number): number => from + random.integer(below - from);
  const inside = (): Partial<ImageHeader> => ({
    modality: pick('CR', 'DX', 'DR', 'OT', null),
    bodyPart: pick('CHEST', 'THORAX', null, 'PORT CXR'),
    viewPosition: pick('PA', 'AP', null),
    patientAge: pick('003Y', '018M', '060M'),
  });
  const padded = (years: number, unit: string): string => String(years).padStart(3, '0') + unit;
  const outside: readonly (() => Partial<ImageHeader>)[] = [
    () => ({ modality: pick('CT', 'MR', 'US', 'MG', 'XA', 'NM', 'PT', 'RF', 'IO', 'PX', 'SM', 'ES', 'XYZ') }),
    () => ({ bodyPart: pick('HAND', 'Schädel', 'LSPINE', 'ABDOMEN', 'knee left', 'PELVIS', 'FOOT_R', 'BREAST') }),
    () => ({ viewPosition: pick('LL', 'RL', 'LAT', 'Lateral', 'LLAT', 'RAO', 'LPO', 'OBLIQUE') }),
    () => ({ viewPosition: null, viewCode: { value: pick('399067008', '399173006', 'X'), meaning: 'lateral' } }),
    () => ({ viewPosition: null, seriesDescription: pick('Thorax LAT', 'chest lateral', 'Tórax perfil') }),
    () => ({ patientAge: pick(padded(number(6, 120), 'Y'), padded(number(72, 400), 'M'), padded(number(1, 51), 'W')) }),
    () => ({
      patientAge: null,
      patientBirthDate: `${number(1920, 2017)}-0${number(1, 10)}-11`,
      studyMoment: on('2025-05-05'),
    }),
    () => ({ patientAge: null, patientBirthDate: '2025-01-01', seriesMoment: on(`2025-${number(10, 13)}-01`) }),
    () => ({ patientAge: pick(null, '', '4', '03', 'Y003', '999Y', 'unknown') }),
    () => ({ patientBirthDate: `${number(1930, 2000)}-01-01`, contentMoment: on('2024-02-29') }),
  ];
  const scored = Array.from({ length: 500 }, (_, i) => ({ ...inside(), ...outside[i % outside.length]!() })).filter(
    (header) => verdict(header).length === 0,
  );
  expect(scored).toEqual([]);
  expect(Array.from({ length: 100 }, inside).filter((header) => verdict(header).length > 0)).toEqual([]);
});
