import { createTheme } from '@mui/material/styles';
import { chartColours } from '../charts/series-style.ts';

declare module '@mui/material/styles' {
  interface Palette {
    /** The colour of the machine's statements, in panels, charts, tables and reports; nothing else has it. */
    machine: Palette['primary'];
    /** The colour of people's statements. */
    people: Palette['primary'];
    /** Behind the rail and the top bar. */
    frame: string;
    /** A row or card under the pointer, and the selected one. */
    raised: string;
    selected: string;
  }
  interface PaletteOptions {
    machine: PaletteOptions['primary'];
    people: PaletteOptions['primary'];
    frame: string;
    raised: string;
    selected: string;
  }
}

/** No bundled fonts: each platform's own, which is also what works offline. */
const fontFamily =
  "'Inter', 'Segoe UI Variable Text', 'Segoe UI', -apple-system, 'Noto Sans', 'Liberation Sans', system-ui, sans-serif";

const dark = {
  primary: { main: '#dcdcdc', contrastText: '#101010' },
  machine: { main: '#f0b35a', contrastText: '#141414' },
  people: { main: '#7cc4f5', contrastText: '#141414' },
  error: { main: '#ef8a80' },
  warning: { main: '#dcdcdc' },
  text: { primary: '#e6e6e6', secondary: '#a3a3a3', disabled: '#7d7d7d' },
  background: { default: '#0e0e0e', paper: '#181818' },
  divider: '#2a2a2a',
  frame: '#141414',
  raised: '#1d1d1d',
  selected: '#2b2b2b',
};

const light = {
  primary: { main: '#2b2b2b', contrastText: '#ffffff' },
  machine: { main: '#8a5200', contrastText: '#ffffff' },
  people: { main: '#0a5f9e', contrastText: '#ffffff' },
  error: { main: '#a3271b' },
  warning: { main: '#2b2b2b' },
  text: { primary: '#1a1a1a', secondary: '#565656', disabled: '#757575' },
  background: { default: '#f2f2f2', paper: '#ffffff' },
  divider: '#d9d9d9',
  frame: '#e8e8e8',
  raised: '#ececec',
  selected: '#dedede',
};

/** The reading room: neutral greys, and two colours that mean something. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-scheme' },
  colorSchemes: { dark: { palette: dark }, light: { palette: light } },
  defaultColorScheme: 'dark',
  shape: { borderRadius: 6 },
  transitions: {
    duration: {
      shortest: 80,
      shorter: 100,
      short: 120,
      standard: 140,
      complex: 140,
      enteringScreen: 120,
      leavingScreen: 100,
    },
  },
  typography: {
    fontFamily,
    fontSize: 14,
    htmlFontSize: 16,
    body1: { fontSize: '0.875rem', lineHeight: 1.45 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.4 },
    caption: { fontSize: '0.75rem', lineHeight: 1.35 },
    h1: { fontSize: '1.25rem', fontWeight: 600, lineHeight: 1.3 },
    h2: { fontSize: '1rem', fontWeight: 600, lineHeight: 1.35 },
    h3: { fontSize: '0.8125rem', fontWeight: 600, lineHeight: 1.35 },
    button: { textTransform: 'none', fontWeight: 500, fontSize: '0.875rem' },
  },
  components: {
    MuiCssBaseline: {
      styleOverrides: {
        ':root': chartColours.dark,
        '[data-scheme=light]': chartColours.light,
        body: { fontVariantNumeric: 'tabular-nums', overflow: 'hidden', fontSize: '0.875rem' },
        ':focus-visible': { outline: '2px solid var(--mui-palette-text-primary)', outlineOffset: '1px' },
        '::selection': { background: '#5a5a5a', color: '#ffffff' },
        '*': { scrollbarWidth: 'thin', scrollbarColor: 'var(--mui-palette-text-disabled) transparent' },
      },
    },
    MuiButtonBase: { defaultProps: { disableRipple: true } },
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        // Motion only shows where a thing went: a button that can be pressed looks so at once.
        root: { minHeight: 36, transition: 'none' },
        sizeSmall: { paddingInline: 12, fontSize: '0.8125rem' },
      },
    },
    MuiIconButton: { styleOverrides: { root: { borderRadius: 6, minWidth: 36, minHeight: 36 } } },
    MuiTooltip: {
      defaultProps: { arrow: true, enterDelay: 400, disableInteractive: true },
      styleOverrides: {
        tooltip: { fontSize: '0.75rem', backgroundColor: '#3a3a3a', color: '#f2f2f2', maxWidth: 360 },
        arrow: { color: '#3a3a3a' },
      },
    },
    MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
    MuiSkeleton: { defaultProps: { animation: false, variant: 'rounded' } },
  },
});

declare module '@mui/material/Button' {
  interface ButtonPropsColorOverrides {
    machine: true;
    people: true;
  }
}
