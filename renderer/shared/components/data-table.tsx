import { Box, Typography } from '@mui/material';
import { useId, type ReactNode } from 'react';

export interface Column {
  readonly title: string;
  /** Figures stand at the right. */
  readonly isNumber?: boolean;
}

export interface TableRow {
  readonly id: string;
  readonly cells: readonly ReactNode[];
  readonly isChosen?: boolean;
}

interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

const cell = { px: 0.5, py: 0.5, borderTop: '1px solid', borderColor: 'divider', whiteSpace: 'nowrap' } as const;

/** A dense table; what can be pressed in it is in its cells. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  const id = useId();
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography id={id} variant="caption" component="p" color="textSecondary" sx={{ pb: 0.5 }}>
        {caption}
      </Typography>
      <Box tabIndex={0} role="group" aria-labelledby={id} sx={{ overflowX: 'auto' }}>
        <Box
          component="table"
          aria-labelledby={id}
          sx={{ borderCollapse: 'collapse', width: '100%', fontSize: '0.8125rem' }}
        >
          <thead>
            <tr>
              {columns.map(({ title, isNumber }) => (
                <Box
                  key={title}
                  component="th"
                  scope="col"
                  sx={{
                    ...cell,
                    borderTop: 0,
                    fontWeight: 400,
                    color: 'text.secondary',
                    textAlign: isNumber ? 'right' : 'left',
                  }}
                >
                  {title}
                </Box>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, cells, isChosen }) => (
              <Box
                key={id}
                component="tr"
                sx={{ bgcolor: isChosen ? 'selected' : undefined, '&:hover': { bgcolor: 'raised' } }}
              >
                {cells.map((content, place) => (
                  <Box
                    key={columns[place]!.title}
                    component={place === 0 ? 'th' : 'td'}
                    scope={place === 0 ? 'row' : undefined}
                    sx={{ ...cell, fontWeight: 400, textAlign: columns[place]!.isNumber ? 'right' : 'left' }}
                  >
                    {content}
                  </Box>
                ))}
              </Box>
            ))}
          </tbody>
        </Box>
      </Box>
    </Box>
  );
}
