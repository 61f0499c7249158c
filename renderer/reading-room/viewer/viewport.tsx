import { Box, CircularProgress } from '@mui/material';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { useContextLosses, useViewer } from './use-viewer.ts';
import type { Viewer } from './viewer.ts';

interface ViewportProps {
  readonly imageId: string;
  readonly onViewer: (viewer: Viewer | null) => void;
  readonly onShown: (imageId: string) => void;
  /** Drawn over the image, once it is the right one. */
  readonly children: ReactNode;
}

type Progress = { readonly imageId: string; readonly state: 'shown' | 'failed'; readonly error?: unknown };

/** The image on true black; until it is there, black: never the picture of the study before. */
export function Viewport(props: ViewportProps) {
  const losses = useContextLosses();
  return <LiveViewport key={losses} {...props} />;
}

function LiveViewport({ imageId, onViewer, onShown, children }: ViewportProps) {
  const { t } = useTranslation('reading');
  const { viewer, ref } = useViewer();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => onViewer(viewer), [viewer, onViewer]);
  useEffect(() => {
    if (viewer === null) return undefined;
    let isCurrent = true;
    viewer.show(imageId).then(
      () => {
        if (!isCurrent) return;
        setProgress({ imageId, state: 'shown' });
        onShown(imageId);
      },
      (error: unknown) => isCurrent && setProgress({ imageId, state: 'failed', error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [viewer, imageId, attempt, onShown]);

  const state = progress?.imageId === imageId ? progress.state : 'loading';
  const retry = (): void => {
    setProgress(null);
    setAttempt(attempt + 1);
  };
  return (
    <Box
      sx={{ position: 'relative', flex: 1, minWidth: 0, minHeight: 0, bgcolor: '#000', overflow: 'hidden' }}
      data-testid="viewport"
      data-state={state}
    >
      <Box
        ref={ref}
        role="img"
        aria-label={t('radiograph')}
        sx={{ position: 'absolute', inset: 0 }}
        style={{ visibility: state === 'shown' ? 'visible' : 'hidden' }}
      />
      {state === 'shown' && children}
      {state !== 'shown' && (
        <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center' }}>
          {state === 'loading' ? (
            <CircularProgress aria-label={t('loadingImage')} size={28} thickness={3} sx={{ color: '#8a8a8a' }} />
          ) : (
            <FaultNotice error={progress?.error} onRetry={retry} />
          )}
        </Box>
      )}
    </Box>
  );
}
