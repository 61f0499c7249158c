import Add from '@mui/icons-material/Add';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { modelId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';

const labelsOf = (text: string): string[] =>
  text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');

/** An ONNX file of this computer comes in as a candidate; it runs once before it is taken. */
export function ImportModel() {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [labels, setLabels] = useState('');
  const [name, setName] = useState('');
  const [notes, setNotes] = useState<readonly string[]>([]);
  const close = (): void => setFile(null);
  const bring = useMutation(
    operations.registry.importModel.mutationOptions({
      onSuccess: (imported) => {
        setNotes([`${imported.card.title} was brought in. It has not been evaluated here.`, ...imported.notes]);
        close();
      },
    }),
  );
  const id = modelId.safeParse(name);
  const isSound = labelsOf(labels).length >= 2 && (name === '' || id.success);
  return (
    <Box sx={{ ml: 'auto', display: 'grid', justifyItems: 'end', gap: 0.5 }}>
      <Button size="small" variant="outlined" startIcon={<Add />} onClick={() => input.current?.click()}>
        Import an ONNX file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".onnx"
        hidden
        aria-label="ONNX file"
        onChange={({ target }) => {
          setFile(target.files?.[0] ?? null);
          bring.reset();
          target.value = '';
        }}
      />
      {notes.map((note) => (
        <Typography key={note} variant="caption" color="textSecondary" role="status">
          {note}
        </Typography>
      ))}
      {file !== null && (
        <Dialog open onClose={close} maxWidth="sm" fullWidth>
          <DialogTitle>Import {file.name}</DialogTitle>
          <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
            <Typography variant="body2" color="textSecondary">
              It joins as a candidate: it scores only where it is chosen by hand, until it has passed the gate. Its
              pixels are prepared as ImageNet models want them; the command line (overread models import) can say
              otherwise, and takes files of weights.
            </Typography>
            <TextField
              size="small"
              label="What its answers mean, in their order"
              placeholder="NORMAL, PNEUMONIA"
              helperText="With commas between them"
              value={labels}
              onChange={({ target }) => setLabels(target.value)}
            />
            <TextField
              size="small"
              label="Name (that of the file where left out)"
              value={name}
              error={name !== '' && !id.success}
              onChange={({ target }) => setName(target.value)}
            />
            {bring.error !== null && <FaultNotice error={bring.error} />}
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>Cancel</Button>
            <Button
              variant="contained"
              disabled={!isSound}
              loading={bring.isPending}
              onClick={() => bring.mutate({ file, labels: labelsOf(labels), ...(id.success && { id: id.data }) })}
            >
              Import
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </Box>
  );
}
