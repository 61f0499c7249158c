import Check from '@mui/icons-material/Check';
import Close from '@mui/icons-material/Close';
import { Box, Button, TextField, Typography } from '@mui/material';
import type { RefObject } from 'react';
import type { Review, Verdict } from '../../../main/domain/studies/study.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { KeyCap } from '../../shared/keyboard/key-cap.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { Claim } from '../reading-state/model-findings.ts';

interface YourReadSectionProps {
  readonly claim: Claim;
  readonly answer: Review | null;
  readonly note: string;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  /** The image is shown, and no answer is on its way. */
  readonly isReady: boolean;
  readonly onNote: (note: string) => void;
  readonly onAnswer: (verdict: Verdict) => void;
}

const verdicts = [
  { verdict: 'agree', title: 'Agree', keyName: 'a', icon: Check },
  { verdict: 'disagree', title: 'Disagree', keyName: 'd', icon: Close },
] as const;

/** What the reader says to the chosen finding; kept the moment a button is pressed. */
export function YourReadSection({ claim, answer, note, noteField, isReady, onNote, onAnswer }: YourReadSectionProps) {
  const { label, positive } = claim.finding;
  const canSaveNote = answer !== null && note.trim() !== '' && isReady;
  const saveNote = (): void => {
    if (canSaveNote) onAnswer(answer.verdict);
  };
  return (
    <PanelSection title="Your read" voice="people">
      <Typography variant="body2">
        The model says {formatLabel(label).toLowerCase()} {positive ? 'above' : 'below'} threshold. Do you agree?
      </Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
        {verdicts.map(({ verdict, title, keyName, icon: Icon }) => {
          const isPressed = answer?.verdict === verdict;
          return (
            <Button
              key={verdict}
              aria-pressed={isPressed}
              aria-keyshortcuts={keyName}
              variant={isPressed ? 'contained' : 'outlined'}
              color="people"
              startIcon={<Icon />}
              disabled={!isReady}
              onClick={() => onAnswer(verdict)}
            >
              {title}
            </Button>
          );
        })}
      </Box>
      <TextField
        label="Note"
        multiline
        minRows={2}
        maxRows={6}
        size="small"
        value={note}
        inputRef={noteField}
        slotProps={{ htmlInput: { maxLength: 10_000 } }}
        onChange={(event) => onNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.querySelector('textarea')?.blur();
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          saveNote();
        }}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          {answer === null ? 'Saved with your answer.' : <KeyCap name="Ctrl+Enter" />}
        </Typography>
        <Button size="small" variant="outlined" color="people" disabled={!canSaveNote} onClick={saveNote}>
          Save note
        </Button>
      </Box>
    </PanelSection>
  );
}
