import CloseFullscreen from '@mui/icons-material/CloseFullscreen';
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import OpenInFull from '@mui/icons-material/OpenInFull';
import { Box, Dialog, DialogContent, DialogTitle, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { Panel } from '../components/panel.tsx';
import { toCsv, type CsvRows } from '../../../main/domain/csv.ts';
import { savePng, saveSvg, type LegendEntry } from '../files/figure-file.ts';
import { saveFile } from '../files/save-file.ts';
import { t } from '../messages/messages.ts';

interface ChartFrameProps {
  readonly title: string;
  /** Beside the title, quieter. */
  readonly hint?: string | undefined;
  /** Buttons beside the title. */
  readonly tools?: ReactNode;
  /** Height of the chart in its place, pixels. */
  readonly height: number;
  /** Name of saved files, without its ending. */
  readonly fileName: string;
  /** The chart's numbers, for a CSV file. */
  readonly table: () => CsvRows;
  /** Below a saved figure, where the page says elsewhere which line is which. */
  readonly legend?: readonly LegendEntry[] | undefined;
  /** Draws the figure that is saved, where the chart on the page is no SVG. */
  readonly figure?: (() => SVGSVGElement) | undefined;
  /** The chart at a height. */
  readonly children: (height: number) => ReactNode;
}

const iconButton = { minWidth: 28, minHeight: 28, p: 0.25 } as const;

/** A chart with its title, which can be enlarged, and saved as SVG, PNG and CSV. */
export function ChartFrame({ title, hint, tools, height, children, ...files }: ChartFrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isLarge, setLarge] = useState(false);
  return (
    <Panel
      title={title}
      hint={
        <Box component="span" sx={{ display: 'flex', alignItems: 'center', '& > *': { flexShrink: 0 } }}>
          <Hint text={hint} />
          {tools}
          <SizeButton isLarge={false} title={title} onPress={() => setLarge(true)} />
          <SaveButton {...files} title={title} place={place} />
        </Box>
      }
    >
      <Box ref={place}>{children(height)}</Box>
      {isLarge && (
        <Enlarged title={title} hint={hint} tools={tools} {...files} draw={children} onClose={() => setLarge(false)} />
      )}
    </Panel>
  );
}

/** Gives way to the buttons where there is little room. */
function Hint({ text }: { readonly text: string | undefined }) {
  return (
    <Box
      component="span"
      title={text}
      sx={{ flex: '0 1 auto !important', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}
    >
      {text}
    </Box>
  );
}

interface SizeButtonProps {
  readonly isLarge: boolean;
  readonly title: string;
  readonly onPress: () => void;
}

function SizeButton({ isLarge, title, onPress }: SizeButtonProps) {
  const name = isLarge ? t('chartFrame:close') : t('chartFrame:enlarge', { title });
  return (
    <Tooltip title={name}>
      <IconButton size="small" aria-label={name} onClick={onPress} sx={iconButton}>
        {isLarge ? <CloseFullscreen sx={{ fontSize: 16 }} /> : <OpenInFull sx={{ fontSize: 15 }} />}
      </IconButton>
    </Tooltip>
  );
}

interface SaveButtonProps extends Pick<ChartFrameProps, 'title' | 'fileName' | 'table' | 'legend' | 'figure'> {
  /** The element that the chart is drawn in. */
  readonly place: RefObject<HTMLDivElement | null>;
}

function SaveButton({ title, fileName, table, legend, figure, place }: SaveButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const name = t('chartFrame:save', { title });
  const chart = (): SVGSVGElement | null =>
    figure?.() ?? place.current?.querySelector<SVGSVGElement>('svg[role=img], svg') ?? null;
  const save = (act: (svg: SVGSVGElement) => void) => () => {
    setAnchor(null);
    const svg = chart();
    if (svg !== null) act(svg);
  };
  return (
    <>
      <Tooltip title={name}>
        <IconButton
          size="small"
          aria-label={name}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={iconButton}
        >
          <FileDownloadOutlined sx={{ fontSize: 18 }} />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={save((svg) => saveSvg(fileName, svg, legend))}>{t('chartFrame:svg')}</MenuItem>
        <MenuItem onClick={save((svg) => void savePng(fileName, svg, legend))}>{t('chartFrame:png')}</MenuItem>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            saveFile(`${fileName}.csv`, toCsv(table()), 'text/csv');
          }}
        >
          {t('chartFrame:csv')}
        </MenuItem>
      </Menu>
    </>
  );
}

interface EnlargedProps extends Pick<
  ChartFrameProps,
  'title' | 'hint' | 'tools' | 'fileName' | 'table' | 'legend' | 'figure'
> {
  readonly draw: (height: number) => ReactNode;
  readonly onClose: () => void;
}

/** The room that the dialog needs around the chart, pixels. */
const dialogRoom = 190;

function Enlarged({ title, hint, tools, draw, onClose, ...files }: EnlargedProps) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth={false} aria-label={title}>
      <DialogTitle component="div" sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 1.5 }}>
        <Box component="h2" sx={{ m: 0, font: 'inherit', flex: 1 }}>
          {title}
        </Box>
        <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{hint}</Box>
        {tools}
        <SaveButton {...files} title={title} place={place} />
        <SizeButton isLarge title={title} onPress={onClose} />
      </DialogTitle>
      <DialogContent>
        <Box ref={place} sx={{ maxWidth: '150vh', mx: 'auto' }}>
          {draw(Math.max(240, window.innerHeight - dialogRoom))}
        </Box>
      </DialogContent>
    </Dialog>
  );
}
