import { Enums, RenderingEngine, type StackViewport, type Types } from '@cornerstonejs/core';
import { Enums as ToolEnums, PanTool, ToolGroupManager, WindowLevelTool, ZoomTool } from '@cornerstonejs/tools';
import { affineOf } from './affine.ts';
import { loadImage, startCornerstone } from './cornerstone.ts';
import { meaningOf } from './image-loader.ts';
import { windowFrom, zoomOf, type ViewState } from './view-state.ts';

export type Tool = 'window' | 'zoom' | 'pan';

const toolNames: Readonly<Record<Tool, string>> = {
  window: WindowLevelTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
};
const { Primary, Secondary, Auxiliary, Wheel } = ToolEnums.MouseBindings;
const { IMAGE_RENDERED, CAMERA_MODIFIED, VOI_MODIFIED } = Enums.Events;

/** One viewport with its tools; made for an element and destroyed with it. */
export interface Viewer {
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

let mounts = 0;

function bindTools(groupId: string, viewportId: string, engineId: string) {
  const group = ToolGroupManager.createToolGroup(groupId)!;
  for (const name of Object.values(toolNames)) group.addTool(name);
  group.addViewport(viewportId, engineId);
  const setTool = (tool: Tool): void => {
    for (const name of Object.values(toolNames)) group.setToolPassive(name, { removeAllBindings: true });
    const primary = (own: Tool): { mouseButton: number }[] => (own === tool ? [{ mouseButton: Primary }] : []);
    group.setToolActive(toolNames.zoom, {
      bindings: [{ mouseButton: Secondary }, { mouseButton: Wheel }, ...primary('zoom')],
    });
    group.setToolActive(toolNames.pan, { bindings: [{ mouseButton: Auxiliary }, ...primary('pan')] });
    if (tool === 'window') group.setToolActive(toolNames.window, { bindings: primary('window') });
  };
  setTool('window');
  return setTool;
}

/** Image indices count pixel centres, so that the frame reaches from -0.5 (PS3.3 C.7.6.2.1.1). */
function frameToCanvas(viewport: StackViewport, image: Types.IImage) {
  const { columns, rows, columnPixelSpacing, rowPixelSpacing } = image;
  const at = (column: number, row: number): Types.Point2 =>
    viewport.worldToCanvas([(column - 0.5) * columnPixelSpacing, (row - 0.5) * rowPixelSpacing, 0]);
  return affineOf(at(0, 0), at(columns, 0), at(0, rows));
}

export function createViewer(element: HTMLDivElement): Viewer {
  startCornerstone();
  const id = `viewer-${++mounts}`;
  const engine = new RenderingEngine(`engine-${id}`);
  engine.enableElement({
    viewportId: id,
    element,
    type: Enums.ViewportType.STACK,
    defaultOptions: { background: [0, 0, 0] },
  });
  const viewport = engine.getViewport(id) as StackViewport;
  const setTool = bindTools(`tools-${id}`, id, engine.id);
  const listeners = new Set<(state: ViewState | null) => void>();
  let image: Types.IImage | null = null;
  let isInverted = false;
  let wanted = '';
  let isDestroyed = false;

  function stateOf(shown: Types.IImage): ViewState | null {
    const meaning = meaningOf(shown.imageId);
    const range = viewport.getProperties().voiRange;
    if (meaning === undefined || range === undefined || range === null) return null;
    const toCanvas = frameToCanvas(viewport, shown);
    return {
      imageId: shown.imageId,
      meaning,
      window: windowFrom(range.lower, range.upper, meaning),
      zoom: zoomOf(toCanvas, shown.columns, window.devicePixelRatio),
      isInverted,
      frameToCanvas: toCanvas,
    };
  }
  function tell(): void {
    const state = image === null || isDestroyed ? null : stateOf(image);
    for (const listener of listeners) listener(state);
  }
  // An image that filled the viewport fills it after a resize too; one that was zoomed keeps its zoom.
  let fitted: readonly number[] = [];
  const camera = (): readonly number[] => [viewport.getZoom(), ...viewport.getPan()];
  const isFitted = (): boolean =>
    image !== null && camera().every((value, place) => Math.abs(value - (fitted[place] ?? Number.NaN)) < 1e-3);
  function fit(): void {
    viewport.resetCamera();
    fitted = camera();
    viewport.render();
  }
  function applyInvert(): void {
    viewport.setProperties({ invert: image?.invert !== isInverted });
  }

  const events = [IMAGE_RENDERED, CAMERA_MODIFIED, VOI_MODIFIED];
  for (const event of events) element.addEventListener(event, tell);
  const preventMenu = (event: Event): void => event.preventDefault();
  element.addEventListener('contextmenu', preventMenu);
  const resizing = new ResizeObserver(() => {
    if (isDestroyed || element.clientWidth === 0) return;
    const wasFitted = isFitted();
    engine.resize(true, true);
    if (wasFitted) fit();
  });
  resizing.observe(element);

  return {
    async show(imageId) {
      wanted = imageId;
      image = null;
      isInverted = false;
      tell();
      const loaded = await loadImage(imageId);
      if (isDestroyed || wanted !== imageId) return;
      await viewport.setStack([imageId]);
      if (isDestroyed || wanted !== imageId) return;
      image = loaded;
      fit();
      tell();
    },
    setTool,
    fit,
    showActualPixels() {
      const state = image === null ? null : stateOf(image);
      if (state === null) return;
      viewport.setZoom(viewport.getZoom() / state.zoom);
      viewport.render();
    },
    toggleInvert() {
      isInverted = !isInverted;
      applyInvert();
      viewport.render();
    },
    reset() {
      if (image === null) return;
      isInverted = false;
      const [center, width] = [Number(image.windowCenter), Number(image.windowWidth)];
      viewport.setProperties({ voiRange: { lower: center - width / 2, upper: center + width / 2 - 1 } });
      applyInvert();
      fit();
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(image === null ? null : stateOf(image));
      return () => listeners.delete(listener);
    },
    destroy() {
      isDestroyed = true;
      resizing.disconnect();
      for (const event of events) element.removeEventListener(event, tell);
      element.removeEventListener('contextmenu', preventMenu);
      ToolGroupManager.destroyToolGroup(`tools-${id}`);
      engine.destroy();
    },
  };
}
