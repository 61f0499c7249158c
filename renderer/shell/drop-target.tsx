import { Box, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportFault } from '../shared/faults/reported-faults.ts';
import { selectionOfDrop, type Selection } from '../reading-room/screening/use-screening.ts';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole page takes files and folders. */
export function DropTarget({ onDrop }: { readonly onDrop: (selection: Selection) => void }) {
  const { t } = useTranslation('shell');
  const [isOver, setIsOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!carriesFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      setIsOver(false);
      selectionOfDrop(event.dataTransfer).then((selection) => latest.current(selection), reportFault);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <Box
      sx={{
        position: 'fixed',
        inset: 0,
        zIndex: 'modal',
        display: 'grid',
        placeItems: 'center',
        bgcolor: 'rgba(0, 0, 0, 0.7)',
        pointerEvents: 'none',
      }}
    >
      <Box
        sx={{
          px: 5,
          py: 4,
          border: '2px dashed',
          borderColor: '#dcdcdc',
          borderRadius: 2,
          color: '#f0f0f0',
          bgcolor: '#181818',
        }}
      >
        <Typography variant="h2">{t('dropHere')}</Typography>
      </Box>
    </Box>
  );
}
