import { Box, MenuItem, Select, Typography } from '@mui/material';
import type { HeatmapMethod } from '../../../main/domain/heatmaps/heatmap-method.ts';
import type { ModelId } from '../../../main/domain/ids.ts';
import { t } from '../messages/messages.ts';
import { SaliencyCheckMark } from './saliency-check-mark.tsx';
import type { MethodChoice } from './use-methods.ts';

interface MethodSelectProps {
  readonly model: ModelId;
  readonly choice: MethodChoice;
  readonly labelledBy: string;
  readonly isDisabled: boolean;
  readonly onChoose: (method: HeatmapMethod) => void;
}

/** The ways in which this model can show where it looked, each with what it shows. */
export function MethodSelect({
  model,
  choice: { methods, chosen },
  labelledBy,
  isDisabled,
  onChoose,
}: MethodSelectProps) {
  return (
    <Select<HeatmapMethod | ''>
      size="small"
      fullWidth
      labelId={labelledBy}
      value={chosen ?? ''}
      disabled={isDisabled || methods.length === 0}
      renderValue={(method) => (method === '' ? '' : t(`heatmapMethods:${method}.title`))}
      onChange={({ target }) => target.value !== '' && onChoose(target.value)}
      sx={{ fontSize: '0.8125rem' }}
      MenuProps={{ slotProps: { paper: { sx: { maxWidth: 400 } } } }}
    >
      {methods.map((method) => (
        <MenuItem key={method} value={method} sx={{ whiteSpace: 'normal' }}>
          <Box>
            <Typography variant="body2">{t(`heatmapMethods:${method}.title`)}</Typography>
            <Typography variant="caption" component="p" color="textSecondary">
              {t(`heatmapMethods:${method}.explanation`)}
            </Typography>
            <SaliencyCheckMark isPlain model={model} method={method} />
          </Box>
        </MenuItem>
      ))}
    </Select>
  );
}
