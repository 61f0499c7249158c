import Add from '@mui/icons-material/Add';
import { Box, Button, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { t } from '../../../shared/messages/messages.ts';
import { ImportDialog } from './import-dialog.tsx';

/** An ONNX file of this computer joins as a candidate; it runs once before it is taken. */
export function ImportModel() {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [notes, setNotes] = useState<readonly string[]>([]);
  return (
    <Box sx={{ ml: 'auto', display: 'grid', justifyItems: 'end', gap: 0.5 }}>
      <Button size="small" variant="outlined" startIcon={<Add />} onClick={() => input.current?.click()}>
        {t('models:importFile')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".onnx"
        hidden
        aria-label={t('models:file')}
        onChange={({ target }) => {
          setFile(target.files?.[0] ?? null);
          setNotes([]);
          target.value = '';
        }}
      />
      {notes.map((note) => (
        <Typography key={note} variant="caption" color="textSecondary" role="status">
          {note}
        </Typography>
      ))}
      {file !== null && (
        <ImportDialog
          file={file}
          onClose={() => setFile(null)}
          onImported={(said) => {
            setNotes(said);
            setFile(null);
          }}
        />
      )}
    </Box>
  );
}
