import ArrowUpward from '@mui/icons-material/ArrowUpward';
import FolderZipOutlined from '@mui/icons-material/FolderZipOutlined';
import FolderOutlined from '@mui/icons-material/FolderOutlined';
import InsertDriveFileOutlined from '@mui/icons-material/InsertDriveFileOutlined';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogTitle,
  List,
  ListItem,
  ListItemButton,
  ListItemIcon,
  ListItemText,
  TextField,
  Typography,
} from '@mui/material';
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderEntry, FolderListing } from '../../../main/contract/contract.ts';
import { operations } from '../client/client.ts';
import { formatBytes } from '../format/format.ts';
import { currentFormats } from '../preferences/locale-formats.ts';
import { FaultNotice } from '../faults/fault-notice.tsx';

interface FolderBrowserProps {
  readonly onClose: () => void;
  readonly onChoose: (path: string) => void;
  /** ZIP files may be chosen as well as folders. */
  readonly takesArchives?: boolean;
}

/** Folders of the machine that Overread runs on, confined to the roots it was started with. */
export function FolderBrowser({ onClose, onChoose, takesArchives = false }: FolderBrowserProps) {
  const { t } = useTranslation(['components', 'common']);
  const [path, setPath] = useState<string | null>(null);
  const roots = useQuery(operations.files.roots.queryOptions());
  const listing = useInfiniteQuery(
    operations.files.list.infiniteOptions({
      input: path === null ? skipToken : (offset: number) => ({ path, offset }),
      initialPageParam: 0,
      getNextPageParam: (_last, pages) => nextOffset(pages),
      staleTime: 0,
    }),
  );
  const [first] = listing.data?.pages ?? [];
  const error = roots.error ?? listing.error;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="folder-browser-title">
      <DialogTitle id="folder-browser-title" component="h2" sx={{ pb: 1 }}>
        {t('chooseFolder')}
      </DialogTitle>
      <PathField key={path} path={path ?? ''} onOpen={setPath} />
      <Box
        onScroll={({ currentTarget: list }) => {
          const isNearEnd = list.scrollTop + 2 * list.clientHeight > list.scrollHeight;
          if (isNearEnd && listing.hasNextPage && !listing.isFetching) void listing.fetchNextPage();
        }}
        sx={{
          height: 320,
          overflowY: 'auto',
          borderTop: '1px solid',
          borderBottom: '1px solid',
          borderColor: 'divider',
        }}
      >
        {error !== null && (
          <Box sx={{ p: 2 }}>
            <FaultNotice error={error} />
          </Box>
        )}
        {path === null ? (
          <>
            <Typography variant="body2" color="textSecondary" sx={{ px: 2, pt: 1.5 }}>
              {t('foldersToRead')}
            </Typography>
            <Entries entries={(roots.data ?? []).map(asFolder).toSorted(byName)} onOpen={setPath} />
          </>
        ) : (
          <Entries
            entries={listing.data?.pages.flatMap(({ entries }) => entries) ?? []}
            onOpen={setPath}
            onUp={() => setPath(first?.parent ?? null)}
            {...(takesArchives && { onArchive: onChoose })}
          />
        )}
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ px: 3, pt: 1.5, minHeight: 44 }}>
        {path === null ? t('howToAddFolder') : first !== undefined && <Contents listing={first} />}
      </Typography>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button
          variant="contained"
          disabled={path === null || first === undefined}
          onClick={() => path !== null && onChoose(path)}
        >
          {t('chooseThisFolder')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** The path of the open folder, to read, to type and to paste. */
function PathField({ path, onOpen }: { readonly path: string; readonly onOpen: (path: string) => void }) {
  const { t } = useTranslation('components');
  const [text, setText] = useState(path);
  const typed = text.trim();
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== '') onOpen(typed);
      }}
      sx={{ display: 'flex', gap: 1, px: 3, pb: 1.5, pt: 0.5 }}
    >
      <TextField
        size="small"
        fullWidth
        placeholder={t('folderPathHint')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        slotProps={{ htmlInput: { 'aria-label': t('folderPath'), spellCheck: false, maxLength: 4096 } }}
      />
      <Button type="submit" variant="outlined" disabled={typed === '' || typed === path}>
        {t('openPath')}
      </Button>
    </Box>
  );
}

/** Undefined when all entries are there. */
function nextOffset(pages: readonly FolderListing[]): number | undefined {
  const read = pages.reduce((sum, { entries }) => sum + entries.length, 0);
  const [first] = pages;
  return first !== undefined && read < first.folders + first.files ? read : undefined;
}

function Contents({ listing: { folders, files } }: { readonly listing: FolderListing }) {
  const { t } = useTranslation('components');
  if (folders + files === 0) return t('emptyFolder');
  return t('contents', { folders: t('folders', { count: folders }), files: t('files', { count: files }) });
}

const asFolder = (path: string): FolderEntry => ({ name: path, path, kind: 'folder', sizeBytes: null });

const byName = (a: FolderEntry, b: FolderEntry): number => currentFormats().names.compare(a.name, b.name);

interface EntriesProps {
  readonly entries: readonly FolderEntry[];
  readonly onOpen: (path: string) => void;
  /** Absent at the top. */
  readonly onUp?: () => void;
  /** Absent where ZIP files are no choice. */
  readonly onArchive?: (path: string) => void;
}

/** Files are listed to recognise a folder by; only folders open, and ZIP files where they are a choice. */
function Entries({ entries, onOpen, onUp, onArchive }: EntriesProps) {
  const { t } = useTranslation('components');
  return (
    <List dense disablePadding>
      {onUp !== undefined && (
        <ListItemButton onClick={onUp}>
          <ListItemIcon sx={{ minWidth: 36 }}>
            <ArrowUpward fontSize="small" />
          </ListItemIcon>
          <ListItemText primary={t('up')} />
        </ListItemButton>
      )}
      {entries.map(({ name, path, kind, sizeBytes }) =>
        kind === 'folder' ? (
          <ListItemButton key={path} onClick={() => onOpen(path)}>
            <ListItemIcon sx={{ minWidth: 36 }}>
              <FolderOutlined fontSize="small" />
            </ListItemIcon>
            <ListItemText primary={name} />
          </ListItemButton>
        ) : onArchive !== undefined && /\.zip$/i.test(name) ? (
          <ListItemButton key={path} onClick={() => onArchive(path)}>
            <ListItemIcon sx={{ minWidth: 36 }}>
              <FolderZipOutlined fontSize="small" />
            </ListItemIcon>
            <ListItemText primary={name} />
            <Typography component="span" variant="body2" color="textSecondary">
              {sizeBytes === null ? '' : formatBytes(sizeBytes)}
            </Typography>
          </ListItemButton>
        ) : (
          <ListItem
            key={path}
            sx={{ color: 'text.secondary' }}
            secondaryAction={sizeBytes === null ? '' : formatBytes(sizeBytes)}
          >
            <ListItemIcon sx={{ minWidth: 36 }}>
              <InsertDriveFileOutlined fontSize="small" />
            </ListItemIcon>
            <ListItemText primary={name} />
          </ListItem>
        ),
      )}
    </List>
  );
}
