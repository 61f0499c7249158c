import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import { Box, ButtonBase, IconButton, Skeleton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';

interface LineListProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A list of things that can be opened and removed, such as datasets. */
export function LineList({ label, children }: LineListProps) {
  return (
    <Box component="ul" aria-label={label} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.25 }}>
      {children}
    </Box>
  );
}

/** @param height a line's, pixels. */
export function LineListSkeleton({ height }: { readonly height: number }) {
  return (
    <Box sx={{ display: 'grid', gap: 1 }} aria-busy>
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} height={height} />
      ))}
    </Box>
  );
}

interface RemovableLineProps {
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly title?: string;
  readonly testId: string;
  /** For tests: the state of the thing. */
  readonly state?: string;
  /** A checkbox before the line, which makes it tighter. */
  readonly checkbox?: ReactNode;
  /** Null where the thing can't be removed now. */
  readonly removal: { readonly hint: string; readonly label: string; readonly onRemove: () => void } | null;
  readonly children: ReactNode;
}

export function RemovableLine(props: RemovableLineProps) {
  const { isCurrent, onOpen, title, testId, state, checkbox, removal, children } = props;
  const isTight = checkbox !== undefined;
  return (
    <Box
      component="li"
      sx={{ position: 'relative', display: 'flex', '&:hover .remove, &:focus-within .remove': { opacity: 1 } }}
    >
      {checkbox}
      <ButtonBase
        onClick={onOpen}
        aria-current={isCurrent ? 'true' : undefined}
        data-testid={testId}
        data-state={state}
        title={title}
        sx={{
          flex: 1,
          minWidth: 0,
          display: 'grid',
          gap: isTight ? 0 : 0.25,
          textAlign: 'left',
          justifyContent: 'stretch',
          px: isTight ? 1 : 1.5,
          py: isTight ? 0.75 : 1,
          borderRadius: 1,
          font: 'inherit',
          bgcolor: isCurrent ? 'selected' : 'transparent',
          '&:hover': { bgcolor: isCurrent ? 'selected' : 'raised' },
        }}
      >
        {children}
      </ButtonBase>
      {removal !== null && (
        <Tooltip title={removal.hint}>
          <IconButton
            className="remove"
            size="small"
            aria-label={removal.label}
            onClick={removal.onRemove}
            sx={{ position: 'absolute', top: 2, right: 2, opacity: 0, minWidth: 32, minHeight: 32, p: 0.5 }}
          >
            <DeleteOutlined sx={{ fontSize: 16 }} />
          </IconButton>
        </Tooltip>
      )}
    </Box>
  );
}
