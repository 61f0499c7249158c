import { Box } from '@mui/material';
import { t } from '../messages/messages.ts';

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  '-': '−',
};

const words = {
  ' ': 'keyboard:space',
  Escape: 'keyboard:escape',
  PageUp: 'keyboard:pageUp',
  PageDown: 'keyboard:pageDown',
} as const;

const hasWord = (key: string): key is keyof typeof words => key in words;

/** How a key is written on the keyboard. */
function nameOfKey(key: string): string {
  for (const modifier of ['Ctrl', 'Shift'])
    if (key.startsWith(`${modifier}+`)) return `${modifier} ${nameOfKey(key.slice(modifier.length + 1))}`;
  if (hasWord(key)) return t(words[key]);
  return signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

export function KeyCap({ name }: { readonly name: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        px: 0.75,
        py: '1px',
        minWidth: 22,
        textAlign: 'center',
        border: '1px solid',
        borderColor: 'text.disabled',
        borderRadius: '4px',
        fontFamily: 'inherit',
        fontSize: '0.75rem',
        display: 'inline-block',
      }}
    >
      {nameOfKey(name)}
    </Box>
  );
}
