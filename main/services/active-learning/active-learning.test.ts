import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LabelCount } from '../../contract/learning.ts';
import type { Review } from '../../domain/studies/study.ts';
import type { InstanceId, ModelId } from '../../domain/ids.ts';
import { float32 } from '../../domain/tensor.ts';
import { createBuilder, int, ints } from '../../graph/ir/builder.ts';
import { writeOnnx } from '../../graph/onnx/write-onnx.ts';
import { createPhantom } from '../../imaging/phantom/phantom.ts';
import { renderPng } from '../../imaging/raster/render-png.ts';
import { decoder } from '../../../tests/support/decoder.ts';
import { openDataset } from '../datasets/opening/open-dataset.ts';
import { makeModel } from '../../../tests/support/make-model.ts';
import { makeWorkstation, type TestStation } from '../../../tests/support/make-workstation.ts';
import type { InstalledModel } from '../models/installed-models.ts';

/** Calls bright images PNEUMONIA, and sees them as 16 fields of brightness about the middle grey. */
function fieldsModel(): InstalledModel {
  const builder = createBuilder({ name: 'fields' });
  const image = builder.input('image', { type: 'float32', dims: ['N', 1, 16, 16] });
  const pooled = builder.node('AveragePool', [image], { kernel_shape: ints([4, 4]), strides: ints([4, 4]) });
  const centred = builder.node('Sub', [pooled, builder.scalar(0.5)]);
  const fields = builder.node('Flatten', [centred], { axis: int(1) });
  const weight = builder.initializer(
    'weight',
    float32(
      [16, 2],
      Float32Array.from({ length: 32 }, (_, i) => i % 2),
    ),
  );
  const bias = builder.initializer('bias', float32([2], [0, 0]));
  builder.output(builder.node('Gemm', [fields, weight, bias], {}, 'logits'), { type: 'float32', dims: ['N', 2] });
  const bytes = writeOnnx(builder.finish());
  return { ...makeModel({ values: { input: 'image', logits: 'logits' } }), modelBytes: () => Promise.resolve(bytes) };
}

let pictures: ReadonlyMap<string, Uint8Array>;
let folder: string;
let station: TestStation;
let instances: ReadonlyMap<string, InstanceId>;

beforeAll(async () => {
  const phantom = (seed: number, label: 'NORMAL' | 'PNEUMONIA') =>
    renderPng(createPhantom({ seed, label, size: 128 }).frame);
  const [first, second] = await Promise.all([phantom(1, 'NORMAL'), phantom(2, 'PNEUMONIA')]);
  // The twin has other bytes and the same picture.
  pictures = new Map([
    ['first.png', first],
    ['second.png', second],
    ['twin.png', Buffer.concat([first, Buffer.from([0])])],
  ]);
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learning-'));
  for (const [name, bytes] of pictures) writeFileSync(join(folder, name), bytes);
  station = await makeWorkstation({ models: [fieldsModel()] });
  const { workstation } = station;
  const found = new Map<string, InstanceId>();
  for await (const { path, instanceId } of workstation.screen(await workstation.collect([folder]), workstation.models))
    found.set(path.slice(folder.length + 1), instanceId!);
  instances = found;
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

const placeOf = (name: string) => ({ instanceId: instances.get(name)!, frameIndex: 0 });

/** A reader says that the finding is there, or not, whatever the model said. */
function read(name: string, reader: string, isPresent: boolean): Review {
  const { casebook } = station.workstation;
  const { studyId } = casebook.instances.get(instances.get(name)!)!;
  const { id, findings } = casebook.studies.get(studyId)!.predictions[0]!;
  const [finding] = findings as [(typeof findings)[number]];
  const verdict = finding.positive === isPresent ? 'agree' : 'disagree';
  return casebook.reviews.add({ ...finding, studyId, predictionId: id, verdict, note: '', reader, seen: [] });
}

describe('labels from reads', () => {
  test('are counted for each finding, with who read', () => {
    read('first.png', 'Ada', false);
    read('second.png', 'Ada', true);
    read('second.png', 'Ben', true);
    expect(station.workstation.learning.labels()).toEqual([
      {
        label: 'PNEUMONIA',
        present: 1,
        absent: 1,
        open: 0,
        readers: ['Ada', 'Ben'],
        byModel: [{ model: 'bright', present: 1, absent: 1 }],
      },
    ]);
  });

  test('are told apart by the model whose finding was answered to, of which a dataset is made', async () => {
    const { casebook, learning, files } = station.workstation;
    read('first.png', 'Ada', false);
    read('second.png', 'Ada', true);
    const [{ byModel }] = learning.labels() as [LabelCount];
    const [{ model }] = byModel as [LabelCount['byModel'][0]];
    const opened = await openDataset(
      { kind: 'reads', model, label: 'PNEUMONIA', since: null },
      { casebook, files, decoder },
    );
    expect(opened).toMatchObject({ value: { entries: { length: 2 } } });
  });

  test('stay open where two readers differ, until one decides with a reason that is logged', () => {
    const { casebook, learning } = station.workstation;
    read('first.png', 'Ben', true);
    read('first.png', 'Cleo', false);
    expect(learning.differences()).toMatchObject([{ ...placeOf('first.png'), settled: { isPresent: null } }]);
    const decision = { ...placeOf('first.png'), label: 'PNEUMONIA', isPresent: true, note: 'Behind the heart' };
    expect(learning.adjudicate(decision)).toMatchObject({ value: { isPresent: true, by: 'adjudication' } });
    expect(learning.differences()).toMatchObject([{ settled: { isPresent: true } }]);
    expect(learning.labels()).toMatchObject([{ present: 1, open: 0 }]);
    const { studyId } = casebook.instances.get(decision.instanceId)!;
    expect(casebook.audit.ofStudy(studyId).at(-1)).toMatchObject({ actor: 'Ada', action: 'finding.adjudicated' });
    expect(casebook.audit.verify().ok).toBe(true);
  });

  test('make a dataset, without those that are open and with those that were decided', async () => {
    const { casebook, learning, files } = station.workstation;
    const source = { kind: 'reads', model: 'bright' as ModelId, label: 'PNEUMONIA', since: null } as const;
    const labelsOf = async (): Promise<string[]> => {
      const opened = await openDataset(source, { casebook, files, decoder });
      return opened.ok ? opened.value.entries.flatMap(({ labels }) => labels).toSorted() : [opened.error.code];
    };
    expect(await labelsOf()).toEqual(['dataset.no-reads']);
    read('first.png', 'Ada', false);
    read('second.png', 'Ben', true);
    read('second.png', 'Cleo', false);
    expect(await labelsOf()).toEqual(['NORMAL']);
    learning.adjudicate({ ...placeOf('second.png'), label: 'PNEUMONIA', isPresent: true, note: '' });
    expect(await labelsOf()).toEqual(['NORMAL', 'PNEUMONIA']);
  });

  test('can’t be decided where nobody has read', () => {
    const decision = { ...placeOf('first.png'), label: 'PNEUMONIA', isPresent: true, note: '' };
    expect(station.workstation.learning.adjudicate(decision)).toMatchObject({
      error: { code: 'reads.nothing-to-decide' },
    });
  });
});

describe('the reading queue', () => {
  test('leaves out what was read, and puts a twin of it behind what is new', () => {
    const { learning } = station.workstation;
    expect(learning.queue(10)).toMatchObject({ unread: 3 });
    read('first.png', 'Ada', false);
    const { unread, frames } = learning.queue(10);
    expect(unread).toBe(2);
    expect(frames.map(({ instanceId }) => instanceId)).toEqual([
      instances.get('second.png'),
      instances.get('twin.png'),
    ]);
    expect(frames[1]!.acquisitionScore.novelty).toBeLessThan(1e-6);
    expect(frames[0]!.acquisitionScore.novelty).toBeGreaterThan(0.001);
  });
});

describe('similar frames', () => {
  test('come with the most alike first, and with what readers said of them', () => {
    read('twin.png', 'Ada', true);
    const found = station.workstation.learning.similar(placeOf('first.png'), { limit: 5 });
    expect(found).toMatchObject({ value: { model: 'bright', searched: 2, reason: null } });
    const { frames } = (found as Extract<typeof found, { ok: true }>).value;
    expect(frames.map(({ instanceId }) => instanceId)).toEqual([
      instances.get('twin.png'),
      instances.get('second.png'),
    ]);
    expect(frames[0]!.similarity).toBeCloseTo(1, 6);
    expect(frames[0]!.reads).toMatchObject([{ isPresent: true, by: 'one reader' }]);
    // Files of their own, without a Patient ID: nothing says whose they are.
    expect(frames.some(({ isSamePatient }) => isSamePatient)).toBe(false);
  });

  test('are refused in words for an image or a model that is not there', () => {
    const { learning } = station.workstation;
    const nowhere = { instanceId: 999 as InstanceId, frameIndex: 0 };
    expect(learning.similar(nowhere, { limit: 5 })).toMatchObject({ error: { code: 'image.not-in-casebook' } });
    expect(learning.similar({ ...placeOf('first.png'), frameIndex: 3 }, { limit: 5 })).toMatchObject({
      value: { frames: [], reason: { code: 'similar.no-features' } },
    });
  });
});
