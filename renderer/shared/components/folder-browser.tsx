import ArrowUpward from '@mui/icons-material/ArrowUpward';
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
  Typography,
} from '@mui/material';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FolderEntry } from '../../../main/contract/contract.ts';
import { operations } from '../client/client.ts';
import { formatBytes } from '../format/format.ts';
import { FaultNotice } from '../faults/fault-notice.tsx';

interface FolderBrowserProps {
  readonly onClose: () => void;
  readonly onChoose: (path: string) => void;
}

/** Folders of the machine that Overread runs on, confined to the roots it was started with. */
export function FolderBrowser({ onClose, onChoose }: FolderBrowserProps) {
  const [path, setPath] = useState<string | null>(null);
  const roots = useQuery(operations.files.roots.queryOptions());
  const listing = useQuery(
    operations.files.list.queryOptions({ input: path === null ? skipToken : { path }, staleTime: 0 }),
  );
  const error = roots.error ?? listing.error;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="folder-browser-title">
      <DialogTitle id="folder-browser-title" component="h2" sx={{ pb: 1 }}>
        Choose a folder
      </DialogTitle>
      <Typography variant="body2" color="textSecondary" sx={{ px: 3, pb: 1, overflowWrap: 'anywhere', minHeight: 28 }}>
        {path ?? 'Folders that this door may read'}
      </Typography>
      <Box
        sx={{
          height: 360,
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
          <Entries entries={(roots.data ?? []).map(asFolder)} onOpen={setPath} />
        ) : (
          <Entries
            entries={listing.data?.entries ?? []}
            onOpen={setPath}
            onUp={() => setPath(listing.data?.parent ?? null)}
          />
        )}
      </Box>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="contained"
          disabled={path === null || listing.data === undefined}
          onClick={() => path !== null && onChoose(path)}
        >
          Choose this folder
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const asFolder = (path: string): FolderEntry => ({ name: path, path, kind: 'folder', sizeBytes: null });

const byName = new Intl.Collator(undefined, { numeric: true });

function foldersFirst(a: FolderEntry, b: FolderEntry): number {
  return a.kind === b.kind ? byName.compare(a.name, b.name) : a.kind === 'folder' ? -1 : 1;
}

interface EntriesProps {
  readonly entries: readonly FolderEntry[];
  readonly onOpen: (path: string) => void;
  /** Absent at the top. */
  readonly onUp?: () => void;
}

/** Files are listed to recognise a folder by; only folders open. */
function Entries({ entries, onOpen, onUp }: EntriesProps) {
  return (
    <List dense disablePadding>
      {onUp !== undefined && (
        <ListItemButton onClick={onUp}>
          <ListItemIcon sx={{ minWidth: 36 }}>
            <ArrowUpward fontSize="small" />
          </ListItemIcon>
          <ListItemText primary="Up" />
        </ListItemButton>
      )}
      {entries.toSorted(foldersFirst).map(({ name, path, kind, sizeBytes }) =>
        kind === 'folder' ? (
          <ListItemButton key={path} onClick={() => onOpen(path)}>
            <ListItemIcon sx={{ minWidth: 36 }}>
              <FolderOutlined fontSize="small" />
            </ListItemIcon>
            <ListItemText primary={name} />
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
