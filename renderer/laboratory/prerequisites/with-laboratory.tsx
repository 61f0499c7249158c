import { Box, Skeleton } from '@mui/material';
import type { ReactNode } from 'react';
import type { InstalledCard } from '../../../main/contract/contract.ts';
import type { RegisteredDataset } from '../../../main/domain/datasets/dataset.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { EmptyLaboratory } from './empty-laboratory.tsx';
import { useLaboratory } from './use-laboratory.ts';

interface WithLaboratoryProps {
  /** So many models are needed. */
  readonly models: number;
  /** The form's height, pixels. */
  readonly height: number;
  readonly children: (datasets: readonly RegisteredDataset[], cards: readonly InstalledCard[]) => ReactNode;
}

/** A form that needs datasets and models, or what stands in for it while there are none. */
export function WithLaboratory({ models, height, children }: WithLaboratoryProps) {
  const { datasets, cards, error, retry } = useLaboratory();
  if (error !== null)
    return (
      <Box sx={{ p: 3 }}>
        <FaultNotice error={error} onRetry={retry} />
      </Box>
    );
  if (datasets === undefined || cards === undefined)
    return (
      <Box sx={{ p: 3, maxWidth: 760, mx: 'auto' }} aria-busy>
        <Skeleton height={height} />
      </Box>
    );
  if (datasets.length === 0) return <EmptyLaboratory what="datasets" />;
  if (cards.length < models) return <EmptyLaboratory what="models" />;
  return children(datasets, cards);
}
