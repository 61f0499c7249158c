import { Box, ButtonBase } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Thumbnail } from '../../shared/images/thumbnail.tsx';
import type { StudyImage } from '../reading-state/model-findings.ts';

interface ImageStripProps {
  readonly images: readonly StudyImage[];
  readonly index: number;
  readonly onChoose: (index: number) => void;
}

/** The study's images at the left edge, when there is more than one. */
export function ImageStrip({ images, index, onChoose }: ImageStripProps) {
  const { t } = useTranslation('reading');
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // The strip follows the keyboard.
    strip.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <Box
      component="nav"
      ref={strip}
      aria-label={t('images')}
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
        const number = place + 1;
        const series = instance.seriesDescription;
        const title = series ? t('imageNamed', { number, series }) : t('imageNumber', { number });
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
              flexShrink: 0,
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
                ? t('frameNumber', { number: frameIndex + 1 })
                : (series ?? t('imageNumber', { number }))}
            </Box>
          </ButtonBase>
        );
      })}
    </Box>
  );
}
