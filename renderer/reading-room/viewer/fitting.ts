import type { StackViewport } from '@cornerstonejs/core';

export interface Fitting {
  /** The whole image in the viewport. */
  fit(): void;
  /** Runs a resize: an image that filled the viewport fills it afterwards too, one that was zoomed keeps its zoom. */
  through(resize: () => void): void;
}

export function createFitting(viewport: StackViewport): Fitting {
  let fitted: readonly number[] = [];
  const camera = (): readonly number[] => [viewport.getZoom(), ...viewport.getPan()];
  const isFitted = (): boolean =>
    fitted.length > 0 && camera().every((value, place) => Math.abs(value - fitted[place]!) < 1e-3);
  function fit(): void {
    viewport.resetCamera();
    fitted = camera();
    viewport.render();
  }
  return {
    fit,
    through(resize) {
      const wasFitted = isFitted();
      resize();
      if (wasFitted) fit();
    },
  };
}
