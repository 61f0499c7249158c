import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import { Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { saveFile } from './save-file.ts';
import { toCsv } from './csv.ts';

/** A file that can be kept of a run. */
export interface ExportChoice {
  readonly title: string;
  readonly name: string;
  /** JSON where it is an object, else a table. */
  readonly content: () => object | readonly (readonly (string | number | null)[])[];
}

/** The report and its tables as files. */
export function ExportMenu({ choices }: { readonly choices: readonly ExportChoice[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const save = ({ name, content }: ExportChoice): void => {
    setAnchor(null);
    const value = content();
    if (Array.isArray(value)) saveFile(name, toCsv(value), 'text/csv');
    else saveFile(name, JSON.stringify(value, null, 2), 'application/json');
  };
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
      >
        Export
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {choices.map((choice) => (
          <MenuItem key={choice.name} onClick={() => save(choice)}>
            {choice.title}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
