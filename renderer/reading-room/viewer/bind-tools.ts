import { Enums, PanTool, ToolGroupManager, WindowLevelTool, ZoomTool } from '@cornerstonejs/tools';

/** The tool on the left mouse button. */
export type Tool = 'window' | 'zoom' | 'pan';

const toolNames: Readonly<Record<Tool, string>> = {
  window: WindowLevelTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
};
const { Primary, Secondary, Auxiliary, Wheel } = Enums.MouseBindings;

export interface ToolBinding {
  setTool(tool: Tool): void;
  remove(): void;
}

/** The mouse on one viewport: left the chosen tool, right and wheel zoom, middle pans. */
export function bindTools(viewportId: string, engineId: string): ToolBinding {
  const groupId = `tools-${viewportId}`;
  const group = ToolGroupManager.createToolGroup(groupId)!;
  for (const name of Object.values(toolNames)) group.addTool(name);
  group.addViewport(viewportId, engineId);

  function setTool(tool: Tool): void {
    for (const name of Object.values(toolNames)) group.setToolPassive(name, { removeAllBindings: true });
    const left = (own: Tool): { mouseButton: number }[] => (own === tool ? [{ mouseButton: Primary }] : []);
    group.setToolActive(toolNames.zoom, {
      bindings: [{ mouseButton: Secondary }, { mouseButton: Wheel }, ...left('zoom')],
    });
    group.setToolActive(toolNames.pan, { bindings: [{ mouseButton: Auxiliary }, ...left('pan')] });
    if (tool === 'window') group.setToolActive(toolNames.window, { bindings: left('window') });
  }
  setTool('window');
  return { setTool, remove: () => ToolGroupManager.destroyToolGroup(groupId) };
}
