import Casino from '@mui/icons-material/Casino';
import { Box, Button, Skeleton, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AugmentedImage, TrainingRequest } from '../../../../main/contract/training.ts';
import { client } from '../../../shared/client/client.ts';
import { formatLabel } from '../../../shared/format/format.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { useDebouncedValue } from '../../../shared/hooks/use-debounced-value.ts';

const shown = { images: 3, variants: 2 } as const;

/** The settings that the pictures depend on: a change of the learning rate does not draw them again. */
const seeing = [
  'size',
  'augmentation',
  'augmentationKind',
  'intensity',
  'resize',
  'network',
  'channels',
  'loss',
] as const;

function previewKey({ dataset, base, recipe, settings }: TrainingRequest): string {
  return JSON.stringify([dataset, base, recipe, seeing.map((name) => settings[name] ?? null)]);
}

function Picture({ blob, title }: { readonly blob: Blob; readonly title: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [blob],
  );
  return (
    <Box
      component="img"
      ref={show}
      alt={title}
      title={title}
      sx={{
        width: '100%',
        aspectRatio: '1',
        objectFit: 'contain',
        display: 'block',
        bgcolor: '#000',
        borderRadius: 0.5,
      }}
    />
  );
}

function Row({ image }: { readonly image: AugmentedImage }) {
  const { t } = useTranslation('training');
  const label = formatLabel(image.label);
  return (
    <>
      <Picture blob={image.original} title={t('originalOf', { label })} />
      {image.changed.map((changed, i) => (
        <Picture key={i} blob={changed} title={t('augmentedOf', { label })} />
      ))}
    </>
  );
}

/** Real images of the dataset as the training would change them. */
export function AugmentationPreview({ request: given }: { readonly request: TrainingRequest }) {
  const { t } = useTranslation('training');
  const request = useDebouncedValue(given, 250);
  const [seed, setSeed] = useState(1);
  const { data, error, isFetching } = useQuery({
    queryKey: ['augmentation', previewKey(request), seed],
    queryFn: ({ signal }) => client.training.previewAugmentation({ request, seed, ...shown }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }} data-testid="augmentation" data-seed={seed} aria-busy={isFetching}>
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        <Typography component="h3" variant="h3" sx={{ flex: 1 }}>
          {t('augmentation')}
        </Typography>
        <Button size="small" startIcon={<Casino />} onClick={() => setSeed(seed + 1)}>
          {t('others')}
        </Button>
      </Box>
      {error !== null && data === undefined && <FaultNotice error={error} />}
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 0.5 }}>
        <Caption>{t('original')}</Caption>
        <Caption>{t('augmented')}</Caption>
        <Caption>{t('augmentedAgain')}</Caption>
        {data === undefined
          ? Array.from({ length: shown.images * (1 + shown.variants) }, (_, i) => (
              <Skeleton key={i} sx={{ aspectRatio: '1', height: 'auto' }} />
            ))
          : data.map((image, i) => <Row key={i} image={image} />)}
      </Box>
    </Box>
  );
}

const Caption = ({ children }: { readonly children: string }) => (
  <Typography variant="caption" color="textSecondary">
    {children}
  </Typography>
);
