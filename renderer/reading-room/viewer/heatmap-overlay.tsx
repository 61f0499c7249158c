import { Box } from '@mui/material';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Heatmap } from '../../../main/contract/images.ts';
import { hasHeat, rasterise } from '../../shared/heatmaps/heatmap-raster.ts';
import type { Viewer } from './viewer.ts';
import type { ViewState } from './view-state.ts';

interface HeatmapOverlayProps {
  readonly viewer: Viewer;
  /** The image that the map belongs to; nothing is drawn over another one. */
  readonly imageId: string;
  readonly heatmap: Heatmap;
  /** 0 to 1. */
  readonly opacity: number;
  /** Not called for a map without anything to see. */
  readonly onShown: () => void;
}

function pictureOf(heatmap: Heatmap): OffscreenCanvas {
  const picture = rasterise(heatmap);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')!.putImageData(picture, 0, 0);
  return canvas;
}

function draw(canvas: HTMLCanvasElement, picture: OffscreenCanvas, { covers }: Heatmap, state: ViewState | null): void {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.resetTransform();
  context.clearRect(0, 0, width, height);
  if (state === null) return;
  const { a, b, c, d, e, f } = state.frameToCanvas;
  context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
  // A padded input covers more than the frame; outside of it there is no image to speak of.
  context.save();
  context.beginPath();
  context.rect(0, 0, 1, 1);
  context.clip();
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, covers.left, covers.top, covers.right - covers.left, covers.bottom - covers.top);
  context.restore();
}

/** A canvas of its own over the viewport: drawn into the viewport's it would be erased (OHIF#1989). */
export function HeatmapOverlay({ viewer, imageId, heatmap, opacity, onShown }: HeatmapOverlayProps) {
  const { t } = useTranslation(['reading', 'heatmapMethods']);
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(() => pictureOf(heatmap), [heatmap]);
  useEffect(
    () =>
      viewer.subscribe((state) => {
        if (canvas.current !== null) draw(canvas.current, picture, heatmap, state?.imageId === imageId ? state : null);
      }),
    [viewer, picture, heatmap, imageId],
  );
  useEffect(() => {
    if (hasHeat(heatmap)) onShown();
  }, [heatmap, onShown]);
  return (
    <Box
      component="canvas"
      ref={canvas}
      role="img"
      aria-label={t('heatmapOf', { method: t(`heatmapMethods:${heatmap.method}.title`), label: heatmap.label })}
      data-testid="heatmap"
      sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', pointerEvents: 'none' }}
      style={{ opacity }}
    />
  );
}
