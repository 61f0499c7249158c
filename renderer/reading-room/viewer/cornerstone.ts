import { cache, Enums, eventTarget, init, setUseCPURendering, type Types } from '@cornerstonejs/core';
import { addTool, init as initTools, PanTool, WindowLevelTool, ZoomTool } from '@cornerstonejs/tools';
import { makeImage, registerImageLoader } from './image-loader.ts';

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

const onTheWay = new Map<string, Promise<Types.IImage>>();

async function fetchImage(imageId: string): Promise<Types.IImage> {
  try {
    const image = await makeImage(imageId);
    cache.putImageSync(imageId, image);
    return image;
  } finally {
    onTheWay.delete(imageId);
  }
}

/**
 * Rejects with the reason. A viewport that loads for itself would swallow it, and Cornerstone's own
 * loading would besides leave a rejection that nobody handles.
 */
export function loadImage(imageId: string): Promise<Types.IImage> {
  startCornerstone();
  const known = cache.getImage(imageId);
  if (known !== undefined) return Promise.resolve(known);
  const promise = onTheWay.get(imageId) ?? fetchImage(imageId);
  onTheWay.set(imageId, promise);
  return promise;
}
