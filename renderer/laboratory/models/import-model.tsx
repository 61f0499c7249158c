import Add from '@mui/icons-material/Add';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { modelId } from '../../../main/domain/ids.ts';
import { operations } from '../../shared/client/client.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { t } from '../../shared/messages/messages.ts';

const labelsOf = (text: string): string[] =>
  text
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');

/** The nearest name that is allowed, as `My Model 2` becomes `my-model-2`. */
const allowedName = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|-+$/g, '');

interface ImportDialogProps {
  readonly file: File;
  readonly onClose: () => void;
  /** With sentences on what was done or assumed. */
  readonly onImported: (notes: readonly string[]) => void;
}

function ImportDialog({ file, onClose, onImported }: ImportDialogProps) {
  const [labels, setLabels] = useState('');
  const [name, setName] = useState('');
  const importing = useMutation(
    operations.registry.importModel.mutationOptions({
      onSuccess: ({ card, notes }) =>
        onImported([t('models:imported', { title: card.title }), ...notes.map(messageSentence)]),
    }),
  );
  const id = modelId.safeParse(name);
  const isNameWrong = name !== '' && !id.success;
  const areLabelsTooFew = labels !== '' && labelsOf(labels).length < 2;
  const isSound = labelsOf(labels).length >= 2 && !isNameWrong;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{t('models:importTitle', { file: file.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Typography variant="body2" color="textSecondary">
          {t('models:importExplained')}
        </Typography>
        <TextField
          size="small"
          label={t('models:labels')}
          placeholder={t('models:labelsPlaceholder')}
          error={areLabelsTooFew}
          helperText={areLabelsTooFew ? t('models:labelsTooFew') : t('models:labelsHelp')}
          value={labels}
          onChange={({ target }) => {
            setLabels(target.value);
            importing.reset();
          }}
        />
        <TextField
          size="small"
          label={t('models:name')}
          error={isNameWrong}
          helperText={isNameWrong ? t('models:nameWrong', { suggestion: allowedName(name) }) : t('models:nameHelp')}
          value={name}
          onChange={({ target }) => {
            setName(target.value);
            importing.reset();
          }}
        />
        {importing.error !== null && <FaultNotice error={importing.error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={!isSound}
          loading={importing.isPending}
          onClick={() => importing.mutate({ file, labels: labelsOf(labels), ...(id.success && { id: id.data }) })}
        >
          {t('models:importAction')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

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
