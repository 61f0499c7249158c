import { makeDicom } from '../../../tests/support/make-dicom.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  deflatedItems,
  deflatedPicture,
  manyElements,
  pngPicture,
  rlePicture,
} from '../../../tests/support/make-bombs.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { makeWorkstation } from '../../../tests/support/make-workstation.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { defaultBudget, type ReadingBudget } from '../../domain/reading-budget.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { writeDicom } from '../../imaging/dicom/write-dicom.ts';
import type { ImageSummary } from './decoder.ts';
import { createDecoderPool } from './decoder-pool.ts';

let folder: string;
let sound: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bombs-'));
  sound = put('z-sound.dcm', writeDicom(createPhantom({ seed: 1, label: 'NORMAL', size: 256 }).frame));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Without a clock: how busy the machine is must not decide. */
const withBudget = (budget: Partial<ReadingBudget> = {}) =>
  createDecoderPool({ budget: () => ({ ...defaultBudget, seconds: 600, megabytes: 3000, ...budget }) });

test('each bomb is one file’s fault, and the sound file beside them is scored', async () => {
  const bombs = {
    'deflated items': [deflatedItems(260_000), 'image.too-many-elements'],
    'deflated picture': [await deflatedPicture(17_000), 'image.inflates-too-far'],
    elements: [manyElements(260_000), 'image.too-many-elements'],
    'png of 14000²': [await pngPicture(14_000, { bits: 8, channels: 1 }), 'image.too-large'],
    'rle of 40000²': [rlePicture(40_000).subarray(0, 4000), 'image.too-large'],
  } as const;
  const paths = Object.entries(bombs).map(([name, [bytes]]) => put(name, bytes));
  await using pool = withBudget();
  const { workstation, close } = await makeWorkstation({ decoder: pool });
  const files = [...paths, sound].map((path) => ({ path, isNamed: true as const }));
  const codes: Record<string, string> = {};
  for await (const file of workstation.screen(files, workstation.models)) {
    codes[file.path] = 'fault' in file ? file.fault.code : file.status;
  }
  await close();
  const expected = Object.values(bombs).map(([, code], i) => [paths[i], code]);
  expect(codes).toEqual({ ...Object.fromEntries(expected), [sound]: 'scored' });
});

test('what needs more memory or time than there is says so, also where the file doesn’t show it', async () => {
  const large = put('large.png', await pngPicture(7000, { bits: 16, channels: 3 }));
  await using little = withBudget({ megabytes: 300 });
  const [failed, opened] = await Promise.all([little.image(large, { frame: 0 }), little.image(sound, { frame: 0 })]);
  expect(failed).toMatchObject({ error: { code: 'image.needed-too-much-memory', details: { megabytes: 300 } } });
  expect(opened.ok).toBe(true);
});

function withoutTimes(summary: Outcome<ImageSummary>): unknown {
  if (!summary.ok) return summary;
  const judged = summary.value.judged.map((each) => {
    return each.fault === null ? { ...each, image: { ...each.image, durationMs: 0 } } : each;
  });
  return { ...summary.value, judged };
}

test('the processes answer as this one does', async () => {
  await using pool = withBudget();
  const spec = {
    width: 64,
    height: 64,
    channels: 1,
    resize: { kind: 'stretch' },
    intensity: { kind: 'display' },
    normalisation: { kind: 'fixed', mean: [0], std: [1] },
    views: [{ kind: 'whole' }],
  } as never;
  const demands = { preprocessing: spec };
  const image = await pool.image(sound, { frame: 0 });
  expect(image).toEqual(await decoder.image(sound, { frame: 0 }));
  const [read, expected] = await Promise.all([pool.summary(sound, [demands]), decoder.summary(sound, [demands])]);
  expect(withoutTimes(read)).toEqual(withoutTimes(expected));
  const sha256 = image.ok ? image.value.sha256 : '';
  expect(await pool.identify(sound)).toEqual(await decoder.identify(sound));
  expect(await pool.header(sound)).toEqual(await decoder.header(sound));
  expect(await pool.features(sound, sha256)).toEqual(await decoder.features(sound, sha256));
  expect(await pool.modelImage(sound, spec)).toEqual(await decoder.modelImage(sound, spec));
  expect(await pool.inspect(sound)).toEqual(await decoder.inspect(sound));
  expect(await pool.image(sound, { frame: 1 })).toMatchObject({ error: { code: 'image.no-such-frame' } });
  expect(await pool.image(sound, { frame: 0, sha256: 'another' })).toMatchObject({
    error: { code: 'file.changed-since-import' },
  });
  expect(await pool.header(join(folder, 'none'))).toMatchObject({ error: { code: 'file.gone' } });
});

test('an object of several frames is opened, and no model scores one of them for all', async () => {
  const path = put(
    'two.dcm',
    makeDicom([
      ['00280008', 'IS', '2'],
      ['7fe00010', 'OW', [0, 1, 2, 3, 4, 5, 6, 7]],
    ]),
  );
  const summary = await decoder.summary(path, [{ preprocessing: {} as never }]);
  expect(summary).toMatchObject({ value: { frameCount: 2, judged: [{ fault: { code: 'unsuitable.frames' } }] } });
});
