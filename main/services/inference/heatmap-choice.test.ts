import { clauseOf } from '../../domain/messages/clause.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ModelCard } from '../../domain/models/model-card.ts';
import { findMap } from '../../graph/explain/find-map.ts';
import { readOnnx } from '../../graph/onnx/read-onnx.ts';
import { chooseHeatmaps } from './heatmap-choice.ts';
import { makeCard } from '../../../tests/support/make-model.ts';

const activationMaps = ['grad-cam', 'grad-cam++', 'hirescam', 'layercam', 'eigencam'];

/** Networks that PyTorch exported, each with the map that is found in it. */
function chosenFor(name: 'cnn' | 'vit' | 'swin', overrides: Partial<ModelCard> = {}) {
  const file = new URL(`../../../tests/fixtures/heatmaps-${name}.onnx`, import.meta.url);
  const graph = readOnnx(readFileSync(file));
  const heatmap = findMap(graph, 'logits') ?? undefined;
  return chooseHeatmaps(makeCard({ values: { input: 'image', logits: 'logits', heatmap }, ...overrides }), graph);
}

describe('the ways to make a heatmap', () => {
  test('of a network with a map are those of activation maps, first of all Grad-CAM', () => {
    const { methods, usual, refusals, batch } = chosenFor('cnn');
    expect([methods, usual, batch]).toEqual([[...activationMaps, 'occlusion'], 'grad-cam', null]);
    expect(refusals.get('rollout')).toEqual(clauseOf('graph.no-attention', {}));
  });

  test('of a transformer are all, first of all attention relevance', () => {
    const { methods, usual } = chosenFor('vit');
    expect([methods, usual]).toEqual([[...activationMaps, 'chefer', 'rollout', 'occlusion'], 'chefer']);
  });

  test('of a transformer that attends within windows are those of its last map', () => {
    const { methods, usual } = chosenFor('swin');
    expect([methods, usual]).toEqual([[...activationMaps, 'occlusion'], 'grad-cam']);
  });

  test('without a map is occlusion, and the card has the first word', () => {
    const values = { input: 'image', logits: 'logits' };
    expect(chosenFor('cnn', { values })).toMatchObject({ methods: ['occlusion'], usual: 'occlusion' });
    expect(chosenFor('vit', { heatmapMethod: 'layercam' }).usual).toBe('layercam');
  });
});
