import ImageOutlined from '@mui/icons-material/ImageOutlined';
import { Box, Button, Typography } from '@mui/material';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { ImportPreview } from '../../../../main/contract/registry.ts';
import { formatProbability } from '../../../../main/domain/probability-text.ts';
import { operations } from '../../../shared/client/client.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { formatLabel, formatSigned } from '../../../shared/format/format.ts';
import { useDebouncedValue } from '../../../shared/hooks/use-debounced-value.ts';
import { t } from '../../../shared/messages/messages.ts';
import type { PreparationSettings } from './preparation.ts';

/** Time for typing on. */
const PAUSE_MS = 400;

function Picture({ blob }: { readonly blob: Blob }) {
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
      alt={t('models:seenByNetwork')}
      sx={{ width: '100%', aspectRatio: '1', objectFit: 'contain', bgcolor: '#000', imageRendering: 'pixelated' }}
    />
  );
}

function Answers({ preview: { preprocessing, input, probabilities, notes } }: { readonly preview: ImportPreview }) {
  const { width, height, channels } = preprocessing;
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <Typography variant="caption" color="textSecondary">
        {t('models:inputRange', {
          width,
          height,
          channels,
          least: formatSigned(input.least, 2),
          most: formatSigned(input.most, 2),
          mean: formatSigned(input.mean, 2),
        })}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 2 }}>
        {probabilities.map(({ label, probability }) => (
          <Box key={label} sx={{ display: 'contents', '& dt, & dd': { m: 0, typography: 'body2' } }}>
            <dt>{formatLabel(label)}</dt>
            <dd>{formatProbability(probability)}</dd>
          </Box>
        ))}
      </Box>
      {notes.map((note) => (
        <Typography key={note.code} variant="caption" color="textSecondary">
          {messageSentence(note)}
        </Typography>
      ))}
    </Box>
  );
}

interface InputPreviewProps {
  readonly file: File;
  readonly labels: readonly string[];
  /** Null while they can't be meant. */
  readonly settings: PreparationSettings | null;
}

/** One image of this computer as the network would take it under the settings, and what it answers. */
export function InputPreview({ file, labels, settings }: InputPreviewProps) {
  const input = useRef<HTMLInputElement>(null);
  const [image, setImage] = useState<File | null>(null);
  const wish = useDebouncedValue({ labels, settings }, PAUSE_MS);
  const isPossible = image !== null && wish.settings !== null && wish.labels.length >= 2;
  const { data, error, isFetching } = useQuery({
    ...operations.registry.previewImport.queryOptions({
      input: isPossible ? { file, image, labels: [...wish.labels], ...wish.settings } : skipToken,
    }),
    // Files have no JSON of their own.
    queryKey: ['previewImport', file.name, file.lastModified, image?.name, image?.lastModified, wish],
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Box sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
      <Button size="small" variant="outlined" startIcon={<ImageOutlined />} onClick={() => input.current?.click()}>
        {image === null ? t('models:chooseImage') : image.name}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('models:previewImage')}
        onChange={({ target }) => setImage(target.files?.[0] ?? null)}
      />
      {error === null && data === undefined && (
        <Typography variant="caption" color="textSecondary">
          {image !== null && labels.length < 2 ? t('models:previewNeedsLabels') : t('models:previewExplained')}
        </Typography>
      )}
      {error !== null && <FaultNotice error={error} />}
      {error === null && data !== undefined && (
        <Box aria-busy={isFetching} sx={{ display: 'grid', gap: 1, opacity: isFetching ? 0.6 : 1 }}>
          <Picture blob={data.picture} />
          <Answers preview={data} />
        </Box>
      )}
    </Box>
  );
}
