import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import { Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { reportFault } from '../../shared/faults/reported-faults.ts';
import { toCsv, type CsvRows } from '../../../main/domain/csv.ts';
import { saveFile } from '../../shared/files/save-file.ts';
import { t } from '../../shared/messages/messages.ts';

type Content = object | CsvRows;

/** A file that can be kept of a run. */
export interface ExportChoice {
  readonly title: string;
  readonly name: string;
  /** JSON where it is an object, else a table. */
  readonly content: () => Content | Promise<Content>;
}

async function save({ name, content }: ExportChoice): Promise<void> {
  const value = await content();
  if (Array.isArray(value)) saveFile(name, toCsv(value as CsvRows), 'text/csv');
  else saveFile(name, JSON.stringify(value, null, 2), 'application/json');
}

/** The report and its tables as files. */
export function ExportMenu({ choices }: { readonly choices: readonly ExportChoice[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="inherit"
        startIcon={<FileDownloadOutlined />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ flexShrink: 0 }}
      >
        {t('runs:export')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {choices.map((choice) => (
          <MenuItem
            key={choice.name}
            onClick={() => {
              setAnchor(null);
              void save(choice).catch(reportFault);
            }}
          >
            {choice.title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
