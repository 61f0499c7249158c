import { Box, ButtonBase } from '@mui/material';
import { Thumbnail } from '../../shared/images/thumbnail.tsx';
import type { StudyImage } from '../reading-state/model-findings.ts';

interface ImageStripProps {
  readonly images: readonly StudyImage[];
  readonly index: number;
  readonly onChoose: (index: number) => void;
}

/** The study's images at the left edge, when there is more than one. */
export function ImageStrip({ images, index, onChoose }: ImageStripProps) {
  return (
    <Box
      component="nav"
      aria-label="Images of this study"
      sx={{
        width: 104,
        flexShrink: 0,
        overflowY: 'auto',
        p: 1,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        borderRight: '1px solid',
        borderColor: 'divider',
        bgcolor: 'frame',
      }}
    >
      {images.map(({ instance, frameIndex }, place) => {
        const title = `Image ${place + 1}${instance.seriesDescription ? `, ${instance.seriesDescription}` : ''}`;
        return (
          <ButtonBase
            key={`${instance.id}/${frameIndex}`}
            aria-label={title}
            aria-current={place === index}
            onClick={() => onChoose(place)}
            sx={{
              flexDirection: 'column',
              gap: 0.5,
              borderRadius: 1,
              p: 0.5,
              border: '1px solid',
              borderColor: place === index ? 'text.primary' : 'transparent',
            }}
          >
            <Thumbnail instanceId={instance.id} size={76} alt="" />
            <Box
              component="span"
              sx={{
                fontSize: '0.6875rem',
                color: 'text.secondary',
                maxWidth: 76,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {instance.frameCount > 1
                ? `Frame ${frameIndex + 1}`
                : (instance.seriesDescription ?? `Image ${place + 1}`)}
            </Box>
          </ButtonBase>
        );
      })}
    </Box>
  );
}
