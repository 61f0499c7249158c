import { Box, Button } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { operations } from '../../shared/client/client.ts';
import { FaultNotice } from '../../shared/faults/fault-notice.tsx';
import { FolderBrowser } from '../../shared/components/folder-browser.tsx';
import { selectionOf, type Selection } from './use-screening.ts';

interface SourceButtonsProps {
  readonly onChoose: (selection: Selection) => void;
}

/** Native dialogs where there are some; else the folders of the machine that serves this page, and uploads. */
export function SourceButtons({ onChoose }: SourceButtonsProps) {
  const { data: status, error, refetch } = useQuery(operations.system.status.queryOptions());
  if (status === undefined && error !== null) return <FaultNotice error={error} onRetry={() => void refetch()} />;
  if (status === undefined) return <Box sx={{ height: 36 }} />;
  return status.hasNativeFiles ? <NativeButtons onChoose={onChoose} /> : <WebButtons onChoose={onChoose} />;
}

function NativeButtons({ onChoose }: SourceButtonsProps) {
  const { t } = useTranslation('screening');
  const pick = useMutation(
    operations.files.pick.mutationOptions({ onSuccess: (paths) => paths !== null && onChoose({ paths, files: [] }) }),
  );
  return (
    <Box sx={{ display: 'flex', gap: 1.5 }}>
      <Button variant="outlined" onClick={() => pick.mutate({ kind: 'folder' })}>
        {t('chooseFolder')}
      </Button>
      <Button variant="outlined" onClick={() => pick.mutate({ kind: 'files' })}>
        {t('chooseFiles')}
      </Button>
      {pick.error !== null && <FaultNotice error={pick.error} />}
    </Box>
  );
}

function WebButtons({ onChoose }: SourceButtonsProps) {
  const { t } = useTranslation('screening');
  const [isBrowsing, setIsBrowsing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  return (
    <Box sx={{ display: 'flex', gap: 1.5 }}>
      <Button variant="outlined" onClick={() => setIsBrowsing(true)}>
        {t('chooseFolder')}
      </Button>
      <Button variant="outlined" onClick={() => field.current?.click()}>
        {t('uploadFiles')}
      </Button>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={t('filesToUpload')}
        onChange={(event) => {
          onChoose(selectionOf([...(event.target.files ?? [])]));
          // Else the same files, chosen again, would be no change.
          event.target.value = '';
        }}
      />
      {isBrowsing && (
        <FolderBrowser
          takesArchives
          onClose={() => setIsBrowsing(false)}
          onChoose={(path) => {
            setIsBrowsing(false);
            onChoose({ paths: [path], files: [] });
          }}
        />
      )}
    </Box>
  );
}
