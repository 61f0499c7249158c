import { Box, Button, Chip, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedFile } from '../../../main/domain/studies/screening-record.ts';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { saveFile, toFileName } from '../../shared/files/save-file.ts';
import { formatCount } from '../../shared/format/format.ts';
import {
  commonFolder,
  csvOfFiles,
  filterFiles,
  sentenceOfFile,
  shownPath,
  textOfFiles,
  type FileFilter,
} from './listed-files.ts';

const filters: readonly FileFilter[] = ['all', 'failed', 'refused', 'duplicate', 'ignored'];

/** Lines that are drawn; the exported list has all of them. */
const mostShown = 500;

interface FileListProps {
  /** The screening that they belong to. */
  readonly title: string;
  readonly files: readonly ListedFile[];
}

/** The files that were not scored and the duplicates: to filter, to copy and to export. */
export function FileList({ title, files }: FileListProps) {
  const { t } = useTranslation('screening');
  const [filter, setFilter] = useState<FileFilter>('all');
  const [search, setSearch] = useState('');
  const [isCopied, setIsCopied] = useState(false);
  const shown = filterFiles(files, filter, search);
  const folder = commonFolder(files.map(({ path }) => shownPath(path)));
  const copy = (): void =>
    void navigator.clipboard.writeText(textOfFiles(shown)).then(() => setIsCopied(true), reportFault);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {filters.map((one) => {
          const count = filterFiles(files, one, '').length;
          return (
            (one === 'all' || count > 0) && (
              <Chip
                key={one}
                component="button"
                clickable
                aria-pressed={one === filter}
                onClick={() => setFilter(one)}
                variant={one === filter ? 'filled' : 'outlined'}
                color={one === filter ? 'primary' : 'default'}
                label={t(`filter.${one}`, { files: formatCount(count) })}
                sx={{ height: 32, borderRadius: 2, font: 'inherit', fontSize: '0.8125rem' }}
              />
            )
          );
        })}
        <TextField
          size="small"
          placeholder={t('searchFiles')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          slotProps={{ htmlInput: { 'aria-label': t('searchFiles'), type: 'search' } }}
          sx={{ width: 220 }}
        />
        <Box sx={{ flex: 1 }} />
        <Button size="small" onClick={copy} onBlur={() => setIsCopied(false)}>
          {t(isCopied ? 'copied' : 'copyList')}
        </Button>
        <Button
          size="small"
          onClick={() => saveFile(`${toFileName(title)}-not-scored.csv`, csvOfFiles(shown), 'text/csv')}
        >
          {t('exportCsv')}
        </Button>
      </Box>
      {folder !== '' && (
        <Typography variant="caption" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('inFolder', { folder })}
        </Typography>
      )}
      <Box
        component="ul"
        aria-label={t('filesNotScored')}
        tabIndex={0}
        sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 280, overflowY: 'auto' }}
      >
        {shown.slice(0, mostShown).map((file) => (
          <FileLine key={`${file.path} ${file.status}`} file={file} folder={folder} />
        ))}
      </Box>
      {shown.length > mostShown && (
        <Typography variant="body2" color="textSecondary">
          {t('moreInExport', { shown: mostShown, all: shown.length })}
        </Typography>
      )}
    </Box>
  );
}

function FileLine({ file, folder }: { readonly file: ListedFile; readonly folder: string }) {
  const { t } = useTranslation('screening');
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '88px minmax(120px, 1fr) minmax(0, 1.6fr)',
        gap: 2,
        py: 0.75,
        borderTop: '1px solid',
        borderColor: 'divider',
        fontSize: '0.8125rem',
        overflowWrap: 'anywhere',
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>{t(`status.${file.status}`)}</Box>
      <Box title={file.path}>{shownPath(file.path).slice(folder.length)}</Box>
      <Box>{sentenceOfFile(file)}</Box>
    </Box>
  );
}
