import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelId } from '../../../../main/domain/ids.ts';
import { operations } from '../../../shared/client/client.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { FaultNotice } from '../../../shared/faults/fault-notice.tsx';
import { t } from '../../../shared/messages/messages.ts';
import { InputPreview } from './input-preview.tsx';
import { PreparationFields } from './preparation-fields.tsx';
import { settingsOf, usualPreparation, type Preparation } from './preparation.ts';

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

const columns = { display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 280px' }, gap: 3 } as const;

/** The labels, the name and the preprocessing of a model from a file, with what the network then sees of an image. */
export function ImportDialog({ file, onClose, onImported }: ImportDialogProps) {
  const [labels, setLabels] = useState('');
  const [name, setName] = useState('');
  const [preparation, setPreparation] = useState<Preparation>(usualPreparation);
  const importing = useMutation(
    operations.registry.importModel.mutationOptions({
      onSuccess: ({ card, notes }) =>
        onImported([t('models:imported', { title: card.title }), ...notes.map(messageSentence)]),
    }),
  );
  const id = modelId.safeParse(name);
  const isNameWrong = name !== '' && !id.success;
  const areLabelsTooFew = labels !== '' && labelsOf(labels).length < 2;
  const settings = settingsOf(preparation);
  const isSound = labelsOf(labels).length >= 2 && !isNameWrong && settings !== null;
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <DialogTitle>{t('models:importTitle', { file: file.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, pt: '8px !important' }}>
        <Typography variant="body2" color="textSecondary">
          {t('models:importExplained')}
        </Typography>
        <Box sx={columns}>
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
        </Box>
        <Box sx={columns}>
          <PreparationFields
            preparation={preparation}
            onChange={(changed) => {
              setPreparation(changed);
              importing.reset();
            }}
          />
          <InputPreview file={file} labels={labelsOf(labels)} settings={settings} />
        </Box>
        {importing.error !== null && <FaultNotice error={importing.error} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={!isSound}
          loading={importing.isPending}
          onClick={() =>
            importing.mutate({ file, labels: labelsOf(labels), ...settings, ...(id.success && { id: id.data }) })
          }
        >
          {t('models:importAction')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
