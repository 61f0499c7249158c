import { cache, Enums, eventTarget, imageLoader, init, setUseCPURendering, type Types } from '@cornerstonejs/core';
import { addTool, init as initTools, PanTool, WindowLevelTool, ZoomTool } from '@cornerstonejs/tools';
import { registerImageLoader } from './image-loader.ts';

/** About sixty large radiographs. */
const cacheBytes = 768 * 1024 * 1024;

let isReady = false;

/** Once for the page: rendering, tools, our loader, and drawing without WebGL from the moment it is lost. */
export function startCornerstone(): void {
  if (isReady) return;
  isReady = true;
  init({ rendering: { webGlContextCount: 1 }, debug: {} });
  initTools();
  for (const tool of [WindowLevelTool, ZoomTool, PanTool]) addTool(tool);
  registerImageLoader();
  cache.setMaxCacheSize(cacheBytes);
  eventTarget.addEventListener(Enums.Events.WEBGL_CONTEXT_LOST, () => {
    cache.purgeCache();
    setUseCPURendering(true, false);
  });
}

/** Rejects with the reason; a viewport that loads for itself would swallow it. */
export function loadImage(imageId: string): Promise<Types.IImage> {
  startCornerstone();
  return imageLoader.loadAndCacheImage(imageId);
}
