import { Box, CircularProgress } from '@mui/material';
import { useEffect, useMemo, useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Heatmap } from '../../../main/contract/images.ts';
import { useSize } from '../../shared/hooks/use-size.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { rasterise } from '../../shared/heatmaps/heatmap-raster.ts';
import { panBy, placeImage, zoomAbout, type Extent, type ImageView } from './image-view.ts';
import type { EntryPicture } from './to-picture.ts';

interface EntryTileProps {
  /** A description of the picture, for those who can't see it. */
  readonly name: string;
  readonly picture: EntryPicture | undefined;
  readonly error: unknown;
  /** Undefined while there is none to be shown. */
  readonly heatmap: Heatmap | undefined;
  /** 0 to 1. */
  readonly opacity: number;
  readonly view: ImageView;
  readonly onView: (view: ImageView) => void;
}

function pictureOf(heatmap: Heatmap): OffscreenCanvas {
  const picture = rasterise(heatmap);
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')!.putImageData(picture, 0, 0);
  return canvas;
}

interface Layers {
  readonly picture: EntryPicture;
  readonly heat: OffscreenCanvas | null;
  readonly covers: Heatmap['covers'] | undefined;
  readonly opacity: number;
  readonly view: ImageView;
}

function draw(canvas: HTMLCanvasElement, tile: Extent, { picture, heat, covers, opacity, view }: Layers): void {
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, { width: Math.round(tile.width * ratio), height: Math.round(tile.height * ratio) });
  const context = canvas.getContext('2d')!;
  const { left, top, width, height } = placeImage(view, picture, tile);
  context.scale(ratio, ratio);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture.canvas, left, top, width, height);
  if (heat === null || covers === undefined) return;
  // A padded input covers more than the frame; outside of it there is no image to speak of.
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = opacity;
  context.drawImage(
    heat,
    left + covers.left * width,
    top + covers.top * height,
    (covers.right - covers.left) * width,
    (covers.bottom - covers.top) * height,
  );
}

/** An image of a dataset on true black, moved by dragging and the wheel; its heatmap lies over it. */
export function EntryTile({ name, picture, error, heatmap, opacity, view, onView }: EntryTileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ref, tile] = useSize();
  const { t } = useTranslation(['entries', 'heatmapMethods']);
  const heat = useMemo(() => (heatmap === undefined ? null : pictureOf(heatmap)), [heatmap]);
  const covers = heatmap?.covers;
  useEffect(() => {
    if (canvas.current !== null && tile !== null && picture !== undefined)
      draw(canvas.current, tile, { picture, heat, covers, opacity, view });
  }, [tile, picture, heat, covers, opacity, view]);

  useWheel(canvas, (event) => {
    if (tile === null || picture === undefined) return;
    onView(zoomAbout(view, Math.exp(-event.deltaY / 400), [event.offsetX, event.offsetY], picture, tile));
  });
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || tile === null || picture === undefined) return;
    onView(panBy(view, [event.movementX, event.movementY], picture, tile));
  };
  const isMapShown = heatmap !== undefined && opacity > 0;
  return (
    <Box ref={ref} sx={{ position: 'relative', minWidth: 0, minHeight: 0, bgcolor: '#000', overflow: 'hidden' }}>
      <Box
        component="canvas"
        ref={canvas}
        role="img"
        aria-label={isMapShown ? t('withHeatmap', { name, method: t(`heatmapMethods:${heatmap.method}.title`) }) : name}
        data-testid="case-image"
        data-state={picture === undefined ? 'loading' : 'shown'}
        data-heatmap={isMapShown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%', touchAction: 'none', cursor: 'grab' }}
        style={{ visibility: picture === undefined ? 'hidden' : 'visible' }}
      />
      {picture === undefined && (
        <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center' }}>
          {error === null ? (
            <CircularProgress aria-label={t('loadingImage')} size={28} thickness={3} sx={{ color: '#8a8a8a' }} />
          ) : (
            <FaultNotice error={error} />
          )}
        </Box>
      )}
    </Box>
  );
}

/** React's own wheel listeners are passive and can't keep the page from scrolling. */
function useWheel(target: { readonly current: HTMLElement | null }, onWheel: (event: WheelEvent) => void): void {
  const latest = useRef(onWheel);
  useEffect(() => {
    latest.current = onWheel;
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const listen = (event: WheelEvent): void => {
      event.preventDefault();
      latest.current(event);
    };
    element.addEventListener('wheel', listen, { passive: false });
    return () => element.removeEventListener('wheel', listen);
  }, [target]);
}
