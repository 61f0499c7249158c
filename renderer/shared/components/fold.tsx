import ExpandLess from '@mui/icons-material/ExpandLess';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { IconButton, Tooltip } from '@mui/material';
import type { StoredValue } from '../preferences/stored-value.ts';

interface FoldProps {
  readonly value: StoredValue<boolean>;
  readonly show: string;
  readonly hide: string;
}

/** Folds and unfolds a part of the page. */
export function Fold({ value, show, hide }: FoldProps) {
  const isOpen = value.use();
  const name = isOpen ? hide : show;
  return (
    <Tooltip title={name}>
      <IconButton
        size="small"
        aria-label={name}
        aria-expanded={isOpen}
        onClick={() => value.set(!isOpen)}
        sx={{ minWidth: 32, minHeight: 32, p: 0.5 }}
      >
        {isOpen ? <ExpandLess fontSize="small" /> : <ExpandMore fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}
