import { describe, expect, test } from 'vitest';
import { datasetId, modelId } from '../../../../main/domain/ids.ts';
import { change, depthOf, emptyDraft, faultOfName, proposeName, requestOf } from './draft.ts';

const recipe = { name: 'vit-tiny', title: 'ViT', study: '', note: '', network: 'vit-tiny', settings: {} };

describe('a training in the making', () => {
  test('a recipe brings its network and clears what was set before', () => {
    const before = change(emptyDraft, { type: 'setting', name: 'batch', value: 8 });
    const after = change(before, { type: 'recipe', recipe });
    expect(after).toMatchObject({ recipe: 'vit-tiny', settings: {}, base: { kind: 'network', network: 'vit-tiny' } });
  });

  test('a setting can be taken back', () => {
    const set = change(emptyDraft, { type: 'setting', name: 'hidden', value: null });
    expect(set.settings).toEqual({ hidden: null });
    expect(change(set, { type: 'setting', name: 'hidden', value: undefined }).settings).toEqual({});
  });

  test('the name that is proposed is free', () => {
    expect(proposeName(emptyDraft, [])).toBe('compact-resnet');
    expect(proposeName(emptyDraft, ['compact-resnet', 'compact-resnet-2'])).toBe('compact-resnet-3');
    expect(proposeName(change(emptyDraft, { type: 'recipe', recipe }), [])).toBe('vit-tiny');
  });

  test('becomes a request once there is a dataset; a name that can’t be does not hide the rest', () => {
    expect(requestOf(emptyDraft, [])).toBeNull();
    const placed = change(emptyDraft, { type: 'dataset', dataset: datasetId.parse(3) });
    expect(requestOf(placed, [])?.model).toBe(modelId.parse('compact-resnet'));
    const named = (name: string, taken: readonly string[] = []) =>
      requestOf(change(placed, { type: 'name', name }), taken)?.model;
    expect(named('trial-1')).toBe(modelId.parse('trial-1'));
    expect(named('a b')).toBe(modelId.parse('compact-resnet'));
    expect(named('trial-1', ['trial-1'])).toBe(modelId.parse('compact-resnet'));
  });

  test('a name that can’t be is told why', () => {
    const faultOf = (name: string): unknown => faultOfName(name, ['taken']);
    expect(['', 'trial-1', 'A.b_c'].map(faultOf)).toEqual([null, null, null]);
    expect(faultOf('Taken')).toEqual({ key: 'nameTaken' });
    expect(faultOf('a b')).toEqual({ key: 'nameSpace' });
    expect(faultOf('a/b')).toEqual({ key: 'nameCharacter', character: '/' });
    expect(faultOf('-a')).toEqual({ key: 'nameStart' });
    expect(faultOf('a'.repeat(65))).toEqual({ key: 'nameTooLong' });
  });

  test('a block that is pressed learns with all behind it', () => {
    expect([0, 3, 4, 5].map((place) => depthOf(place, 6))).toEqual(['all', 'last-2-blocks', 'last-1-block', 'head']);
  });
});
