import ZoomIn from '@mui/icons-material/ZoomIn';
import ZoomOut from '@mui/icons-material/ZoomOut';
import { IconButton, Tooltip } from '@mui/material';
import { t } from '../messages/messages.ts';

/** The corner in which good models differ. */
export const closerRoc = { x: [0, 0.25], y: [0.75, 1] } as const;
export const closerPrecisionRecall = { x: [0.5, 1], y: [0.5, 1] } as const;

interface CloserButtonProps {
  readonly isCloser: boolean;
  readonly onChange: (isCloser: boolean) => void;
}

/** A curve whole, or only the corner in which good models differ. */
export function CloserButton({ isCloser, onChange }: CloserButtonProps) {
  const title = t(isCloser ? 'charts:wholeCurve' : 'charts:corner');
  return (
    <Tooltip title={title}>
      <IconButton
        size="small"
        aria-label={title}
        aria-pressed={isCloser}
        onClick={() => onChange(!isCloser)}
        sx={{ minWidth: 28, minHeight: 28, p: 0.25 }}
      >
        {isCloser ? <ZoomOut sx={{ fontSize: 18 }} /> : <ZoomIn sx={{ fontSize: 18 }} />}
      </IconButton>
    </Tooltip>
  );
}
