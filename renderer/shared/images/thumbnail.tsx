import ImageNotSupportedOutlined from '@mui/icons-material/ImageNotSupportedOutlined';
import { Box } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { DatasetId, InstanceId } from '../../../main/domain/ids.ts';
import { useEntryThumbnail, useThumbnail, type ThumbnailPicture } from './use-thumbnail.ts';

interface Appearance {
  /** CSS size of the square it sits in. */
  readonly size: number | string;
  readonly alt: string;
}

/** The image on true black, in a square that never changes size. */
export function Thumbnail({ instanceId, ...appearance }: Appearance & { readonly instanceId: InstanceId }) {
  return <Square picture={useThumbnail(instanceId)} {...appearance} />;
}

/** The same of an image in a registered dataset. */
export function EntryThumbnail({
  dataset,
  index,
  ...appearance
}: Appearance & { readonly dataset: DatasetId; readonly index: number }) {
  return <Square picture={useEntryThumbnail(dataset, index)} {...appearance} />;
}

function Square({ picture: { url, isMissing }, size, alt }: Appearance & { readonly picture: ThumbnailPicture }) {
  const { t } = useTranslation('components');
  return (
    <Box
      sx={{
        width: size,
        aspectRatio: '1',
        flexShrink: 0,
        bgcolor: '#000',
        borderRadius: '3px',
        overflow: 'hidden',
        display: 'grid',
        placeItems: 'center',
      }}
    >
      {url !== undefined && (
        <Box
          component="img"
          src={url}
          alt={alt}
          draggable={false}
          sx={{ width: '100%', height: '100%', objectFit: 'contain', minHeight: 0 }}
        />
      )}
      {isMissing && (
        <ImageNotSupportedOutlined titleAccess={t('noPicture')} fontSize="small" sx={{ color: '#8a8a8a' }} />
      )}
    </Box>
  );
}
