import { describe, expect, test } from 'vitest';
import { studyId } from '../../../main/domain/ids.ts';
import { initialReading, isHeatmapVisible, reduceReading, withSeen } from './reading-state.ts';

describe('the reading page', () => {
  test('shows a new case without the heatmap, with the tool and opacity the reader had', () => {
    const set = [
      { type: 'heatmapToggled' },
      { type: 'toolChosen', tool: 'pan' },
      { type: 'opacityChanged', opacity: 0.3 },
    ] as const;
    const next = reduceReading(set.reduce(reduceReading, initialReading), {
      type: 'opened',
      studyId: studyId.parse(2),
    });
    expect(next).toMatchObject({ studyId: 2, isHeatmapOn: false, tool: 'pan', opacity: 0.3, imageIndex: 0 });
  });

  test('the held key shows the other view, whichever is on', () => {
    const held = reduceReading(initialReading, { type: 'comparing', isHeld: true });
    expect(isHeatmapVisible(initialReading)).toBe(false);
    expect(isHeatmapVisible(held)).toBe(true);
    expect(isHeatmapVisible(reduceReading(held, { type: 'heatmapToggled' }))).toBe(false);
  });

  test('a heatmap that is on never becomes invisible by its opacity', () => {
    expect(reduceReading(initialReading, { type: 'opacityChanged', opacity: 0 }).opacity).toBeGreaterThan(0);
  });
});

describe('what the reader has seen', () => {
  test('is kept in order, each change once', () => {
    const seen = (
      [
        ['image', '1'],
        ['image', '2'],
        ['prediction', '3'],
        ['heatmap', '4'],
        ['image', '5'],
      ] as const
    ).reduce((steps, [what, at]) => withSeen(steps, { what }, at), [] as ReturnType<typeof withSeen>);
    expect(seen.map(({ what, at }) => `${what} ${at}`)).toEqual(['image 1', 'prediction 3', 'heatmap 4', 'image 5']);
  });

  test('is another thing when the heatmap is made in another way', () => {
    const seen = (['grad-cam', 'occlusion', 'occlusion'] as const).reduce(
      (steps, method, index) => withSeen(steps, { what: 'heatmap', method }, String(index)),
      [] as ReturnType<typeof withSeen>,
    );
    expect(seen.map(({ method }) => method)).toEqual(['grad-cam', 'occlusion']);
  });
});
