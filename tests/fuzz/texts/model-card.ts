import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../../../main/domain/models/findings-of-logits.ts';
import { preprocess } from '../../../main/imaging/preprocessing/preprocess.ts';
import { loadModel } from '../../../main/services/models/installed-models.ts';
import { makeFrame } from '../../support/make-frame.ts';
import { makeCard, makeOnnx } from '../../support/make-model.ts';
import { changeJson, type Json } from '../change-json.ts';
import { oddNumber, type Chance } from '../chance.ts';
import { changeBytes, damaged } from '../changes.ts';
import { makeOwnFolder } from '../own-folder.ts';
import { opened, requireFinite, requireTrue, type FuzzedParser, type Reading } from '../parser.ts';

let folder = '';
const frame = makeFrame({ pixels: Uint8Array.from({ length: 16 }, (_, i) => 16 * i) });

/** The numbers that decide what the model sees and says. */
const decisive = /"(temperature|threshold|scale|shiftX|std|mean|low|high)":\[?-?\d[\d.e+-]*/g;

function withOtherNumber(chance: Chance, card: Json): Json {
  const value = chance.pick([String(oddNumber(chance, 1, 8)), '1e-320', '1e308', '-1', '0.5', '1e-10', '1e10']);
  const text = JSON.stringify(card).replaceAll(decisive, (found) =>
    chance.is(0.2) ? found.replace(/-?\d[\d.e+-]*$/, value) : found,
  );
  return JSON.parse(text) as Json;
}

function prepare(): Promise<(chance: Chance) => Uint8Array> {
  folder = join(makeOwnFolder(), 'bright');
  mkdirSync(folder);
  writeFileSync(join(folder, 'model.onnx'), makeOnnx());
  const bases = [
    makeCard(),
    makeCard({ activation: 'sigmoid', training: null, heatmapMethod: 'grad-cam' }),
    makeCard({ preprocessing: { ...makeCard().preprocessing, intensity: { kind: 'percentile', low: 1, high: 99 } } }),
  ].map((card) => JSON.parse(JSON.stringify(card)) as Json);
  return Promise.resolve((chance) => {
    let card = chance.pick(bases);
    for (let count = chance.below(3); count >= 0; count--)
      card = chance.is(0.4) ? withOtherNumber(chance, card) : changeJson(chance, card);
    const bytes = Buffer.from(JSON.stringify(card));
    return chance.is(0.03) ? changeBytes(chance, bytes) : damaged(chance, bytes);
  });
}

async function read(bytes: Uint8Array): Promise<Reading> {
  writeFileSync(join(folder, 'card.json'), bytes);
  const model = await loadModel(folder);
  if (!model.ok) return { refusal: model.error.code, isPastHeader: model.error.code !== 'model.card-not-json' };
  const { card } = model.value;
  const { input, covers } = preprocess(frame, card.preprocessing);
  requireTrue((input.data as Float32Array).every(Number.isFinite), 'the model sees what is no number');
  requireFinite(covers, 'covers');
  requireFinite(findingsOf(card, [1, -2]), 'findings');
  return opened;
}

export const modelCard: FuzzedParser = { name: 'model card', share: 0.05, prepare, read };
