import type { StackViewport } from '@cornerstonejs/core';

/** The mouse's changes of window, zoom and place, in steps for the keyboard. */
export interface Adjusting {
  /** Magnifies about the middle of the viewport. */
  zoomBy(factor: number): void;
  /** CSS pixels. */
  panBy(right: number, down: number): void;
  /** Moves the window by `level` of its width, and makes it `width` times as wide. */
  changeWindow(change: { readonly level?: number; readonly width?: number }): void;
}

export function createAdjusting(viewport: StackViewport): Adjusting {
  const hasImage = (): boolean => viewport.getImageIds().length > 0;
  return {
    zoomBy(factor) {
      if (!hasImage()) return;
      viewport.setZoom(viewport.getZoom() * factor);
      viewport.render();
    },
    panBy(right, down) {
      if (!hasImage()) return;
      const [x, y] = viewport.getPan();
      viewport.setPan([x + right, y + down]);
      viewport.render();
    },
    changeWindow({ level = 0, width = 1 }) {
      const { voiRange } = viewport.getProperties();
      if (!hasImage() || voiRange === undefined) return;
      const range = voiRange.upper - voiRange.lower;
      const middle = voiRange.lower + range / 2 + level * range;
      const half = (range * width) / 2;
      viewport.setProperties({ voiRange: { lower: middle - half, upper: middle + half } });
      viewport.render();
    },
  };
}
