import { Enums, RenderingEngine, type StackViewport, type Types } from '@cornerstonejs/core';
import { createAdjusting, type Adjusting } from './adjusting.ts';
import { affineOf, type Affine } from './affine.ts';
import { bindTools, type Tool } from './bind-tools.ts';
import { loadImage, startCornerstone } from './cornerstone.ts';
import { createFitting } from './fitting.ts';
import { metadataOf } from './image-loader.ts';
import { windowFrom, zoomOf, type ViewState } from './view-state.ts';

/** One viewport with its tools; made for an element and destroyed with it. */
export interface Viewer extends Adjusting {
  /** Rejects with the reason when the image can't be had; resolves once it is drawn. */
  show(imageId: string): Promise<void>;
  setTool(tool: Tool): void;
  /** The whole image in the viewport. */
  fit(): void;
  /** One image pixel is one screen pixel. */
  showActualPixels(): void;
  toggleInvert(): void;
  /** As it was when it was opened. */
  reset(): void;
  /** Told at once and after every drawing; null while there is no image. */
  subscribe(listener: (state: ViewState | null) => void): () => void;
  destroy(): void;
}

const drawingEvents = [Enums.Events.IMAGE_RENDERED, Enums.Events.CAMERA_MODIFIED, Enums.Events.VOI_MODIFIED] as const;

let mounts = 0;

/** Ids are never used twice: React may mount again before Cornerstone has let go of the old ones. */
function createViewport(element: HTMLDivElement): {
  readonly engine: RenderingEngine;
  readonly viewport: StackViewport;
} {
  startCornerstone();
  const viewportId = `viewer-${++mounts}`;
  const engine = new RenderingEngine(`engine-${viewportId}`);
  const defaultOptions: Types.ViewportInputOptions = { background: [0, 0, 0] };
  engine.enableElement({ viewportId, element, type: Enums.ViewportType.STACK, defaultOptions });
  return { engine, viewport: engine.getViewport(viewportId) as StackViewport };
}

/** Image indices count pixel centres, so that the frame reaches from -0.5 (PS3.3 C.7.6.2.1.1). */
function frameToCanvas(viewport: StackViewport, image: Types.IImage): Affine {
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = image;
  const at = (column: number, row: number): Types.Point2 =>
    viewport.worldToCanvas([(column - 0.5) * columnPixelSpacing, (row - 0.5) * rowPixelSpacing, 0]);
  return affineOf(at(0, 0), at(columns, 0), at(0, rows));
}

function stateOf(viewport: StackViewport, image: Types.IImage, isInverted: boolean): ViewState | null {
  const { imageId, columns } = image;
  const metadata = metadataOf(imageId);
  const range = viewport.getProperties().voiRange ?? null;
  if (metadata === undefined || range === null) return null;
  const toCanvas = frameToCanvas(viewport, image);
  return {
    imageId,
    metadata,
    window: windowFrom(range.lower, range.upper, metadata),
    zoom: zoomOf(toCanvas, columns, window.devicePixelRatio),
    isInverted,
    frameToCanvas: toCanvas,
  };
}

/** The range of the window that the image came with. */
function initialRange({ windowCenter, windowWidth }: Types.IImage): { lower: number; upper: number } {
  const [center, width] = [Number(windowCenter), Number(windowWidth)];
  return { lower: center - width / 2, upper: center + width / 2 - 1 };
}

export function createViewer(element: HTMLDivElement): Viewer {
  const { engine, viewport } = createViewport(element);
  const tools = bindTools(viewport.id, engine.id);
  const { fit, through } = createFitting(viewport);
  const listeners = new Set<(state: ViewState | null) => void>();
  const stop = new AbortController();
  let image: Types.IImage | null = null;
  let isInverted = false;
  let wanted = '';

  const state = (): ViewState | null => (image === null ? null : stateOf(viewport, image, isInverted));
  const tell = (): void => {
    const now = state();
    for (const listener of listeners) listener(now);
  };
  const setInverted = (inverted: boolean): void => {
    isInverted = inverted;
    viewport.setProperties({ invert: image?.invert !== inverted });
  };
  const isOvertaken = (imageId: string): boolean => stop.signal.aborted || wanted !== imageId;

  for (const event of drawingEvents) element.addEventListener(event, tell, { signal: stop.signal });
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal: stop.signal });
  const resizing = new ResizeObserver(() => {
    if (element.clientWidth > 0) through(() => engine.resize(true, true));
  });
  resizing.observe(element);

  return {
    ...createAdjusting(viewport),
    async show(imageId) {
      wanted = imageId;
      image = null;
      isInverted = false;
      tell();
      const loaded = await loadImage(imageId);
      if (isOvertaken(imageId)) return;
      await viewport.setStack([imageId]);
      if (isOvertaken(imageId)) return;
      image = loaded;
      fit();
      tell();
    },
    setTool: tools.setTool,
    fit,
    showActualPixels() {
      const now = state();
      if (now === null) return;
      viewport.setZoom(viewport.getZoom() / now.zoom);
      viewport.render();
    },
    toggleInvert() {
      setInverted(!isInverted);
      viewport.render();
    },
    reset() {
      if (image === null) return;
      viewport.setProperties({ voiRange: initialRange(image) });
      setInverted(false);
      fit();
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state());
      return () => listeners.delete(listener);
    },
    destroy() {
      stop.abort();
      resizing.disconnect();
      image = null;
      tools.remove();
      engine.destroy();
    },
  };
}
