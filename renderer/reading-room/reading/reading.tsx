import { Box } from '@mui/material';
import { useCallback, useEffect, useState, type Dispatch } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { Study } from '../../../main/domain/studies/study.ts';
import { CornerText } from '../viewer/corner-text.tsx';
import { HeatmapOverlay } from '../viewer/heatmap-overlay.tsx';
import { imageIdOf } from '../viewer/image-id.ts';
import { useViewState } from '../viewer/use-viewer.ts';
import type { Viewer } from '../viewer/viewer.ts';
import { Viewport } from '../viewer/viewport.tsx';
import { ImageStrip } from './image-strip.tsx';
import { ReadingPanel } from '../reading-panel/reading-panel.tsx';
import { isHeatmapVisible, type ReadingAction, type ReadingState } from '../reading-state/reading-state.ts';
import { modelFindingsOf, imagesOf, keyOfModelFinding, readsOf } from '../reading-state/model-findings.ts';
import { ToolRow } from './tool-row.tsx';
import { useHeatmap } from '../reading-state/use-heatmap.ts';
import { useNeighbours } from './use-neighbours.ts';
import { useReadingKeys } from './use-reading-keys.ts';
import { useSeen } from '../reading-state/use-seen.ts';

interface ReadingProps {
  readonly study: Study;
  readonly cards: readonly InstalledCard[];
  readonly state: ReadingState;
  readonly dispatch: Dispatch<ReadingAction>;
}

/** For measurements of how soon an image is there. */
const markImageShown = (): void => void performance.mark('overread:image');

/** Image in the middle, its tools above, the second read at the right. */
export function Reading({ study, cards, state, dispatch }: ReadingProps) {
  const [viewer, setViewer] = useState<Viewer | null>(null);
  const view = useViewState(viewer);
  const { seen, note } = useSeen(study);

  const images = imagesOf(study);
  const image = images[Math.min(state.imageIndex, images.length - 1)]!;
  const imageId = imageIdOf(image.instance.id, image.frameIndex);
  const reads = readsOf(study, image, cards);
  const modelFindings = modelFindingsOf(reads);
  const modelFinding =
    modelFindings.find((one) => keyOfModelFinding(one) === state.modelFinding) ?? modelFindings[0] ?? null;

  const { canExplain, choice, explanation } = useHeatmap(modelFinding, image, state);

  useEffect(() => viewer?.setTool(state.tool), [viewer, state.tool]);
  const isImageShown = view?.imageId === imageId;
  const isPredictionVisible = state.isPanelOpen && modelFindings.length > 0 && isImageShown;
  // In this order: the first is run first, so that no finding is noted before its image.
  useEffect(() => {
    if (isImageShown) note({ what: 'image' });
  }, [isImageShown, imageId, note]);
  useEffect(() => {
    if (isPredictionVisible) note({ what: 'prediction' });
  }, [isPredictionVisible, imageId, note]);
  const method = explanation.data?.heatmap.method;
  const onHeatmapShown = useCallback(() => note({ what: 'heatmap', method }), [note, method]);
  const onSimilarShown = useCallback(() => note({ what: 'similar cases' }), [note]);
  const neighbours = useNeighbours(study.id);
  useReadingKeys({
    viewer,
    state,
    dispatch,
    imageCount: images.length,
    modelFindings,
    modelFinding,
    choice,
    neighbours,
  });

  return (
    <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
      {images.length > 1 && (
        <ImageStrip
          images={images}
          index={state.imageIndex}
          onChoose={(index) => dispatch({ type: 'imageChosen', index })}
        />
      )}
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <ToolRow viewer={viewer} state={state} dispatch={dispatch} canExplain={canExplain} neighbours={neighbours} />
        <Viewport imageId={imageId} onViewer={setViewer} onShown={markImageShown}>
          {viewer !== null && explanation.data !== undefined && isHeatmapVisible(state) && (
            <HeatmapOverlay
              viewer={viewer}
              imageId={imageId}
              heatmap={explanation.data.heatmap}
              opacity={state.opacity}
              onShown={onHeatmapShown}
            />
          )}
          <CornerText
            study={study}
            instance={image.instance}
            view={view}
            place={images.length > 1 ? { number: images.indexOf(image) + 1, of: images.length } : null}
          />
        </Viewport>
      </Box>
      {state.isPanelOpen && (
        <ReadingPanel
          study={study}
          image={image}
          reads={reads}
          cards={cards}
          modelFinding={modelFinding}
          state={state}
          dispatch={dispatch}
          choice={choice}
          explanation={explanation}
          seen={seen}
          onSimilarShown={onSimilarShown}
          isImageShown={isImageShown}
        />
      )}
    </Box>
  );
}
