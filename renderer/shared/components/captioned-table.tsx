import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

const cell = {
  p: 0,
  py: 0.75,
  pr: 2,
  textAlign: 'left',
  verticalAlign: 'baseline',
  borderTop: '1px solid',
  borderColor: 'divider',
} as const;

interface CaptionedTableProps {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** Marks a row for tests and styles; its place where left out. */
  readonly rowNames?: readonly string[];
}

/** A table of a model card: quiet heads, a line above every row. */
export function CaptionedTable({ caption, heads, rows, rowNames = [] }: CaptionedTableProps) {
  return (
    <Box sx={{ minWidth: 0, overflowX: 'auto' }}>
      <Box component="table" sx={{ borderCollapse: 'collapse', width: '100%', fontSize: '0.875rem' }}>
        <Typography
          component="caption"
          variant="h3"
          color="textSecondary"
          sx={{ textAlign: 'left', pb: 0.75, captionSide: 'top' }}
        >
          {caption}
        </Typography>
        <thead>
          <tr>
            {heads.map((head) => (
              <Box
                component="th"
                scope="col"
                key={head}
                sx={{ ...cell, borderTop: 0, color: 'text.secondary', fontWeight: 400, fontSize: '0.8125rem' }}
              >
                {head}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={rowNames[place] ?? place} data-row={rowNames[place]}>
              {row.map((content, column) => (
                <Box
                  component={column === 0 ? 'th' : 'td'}
                  scope={column === 0 ? 'row' : undefined}
                  key={heads[column]}
                  sx={{ ...cell, fontWeight: 400 }}
                >
                  {content}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
