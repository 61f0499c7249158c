import Check from '@mui/icons-material/Check';
import Close from '@mui/icons-material/Close';
import Undo from '@mui/icons-material/Undo';
import { Box, Button, TextField, Typography } from '@mui/material';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding, Review, Verdict } from '../../../main/domain/studies/study.ts';
import { formatLabel } from '../../shared/format/format.ts';
import { KeyCap } from '../../shared/keyboard/key-cap.tsx';
import { PanelSection } from '../../shared/components/panel-section.tsx';
import type { ModelFinding } from '../reading-state/model-findings.ts';

interface YourReadSectionProps {
  /** Null where no model has answered: then there is only the note. */
  readonly modelFinding: ModelFinding | null;
  /** The reader's answer that stands. */
  readonly answer: Review | null;
  readonly note: string;
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
  /** The image is shown, and nothing is on its way. */
  readonly isReady: boolean;
  readonly onNote: (note: string) => void;
  readonly onSaveNote: () => void;
  readonly onAnswer: (verdict: Verdict) => void;
  readonly onTakeBack: () => void;
}

const verdicts = [
  { verdict: 'agree', keyName: 'a', icon: Check },
  { verdict: 'disagree', keyName: 'd', icon: Close },
] as const;

/** The reader's answer to the chosen finding, saved the moment a button is pressed; and a note, with it or alone. */
export function YourReadSection({ note, noteField, isReady, onNote, onSaveNote, ...props }: YourReadSectionProps) {
  const { t } = useTranslation('reading');
  const canSaveNote = note.trim() !== '' && isReady;
  return (
    <PanelSection title={t('yourRead')} voice="people">
      {props.modelFinding !== null && <Verdicts {...props} isReady={isReady} finding={props.modelFinding.finding} />}
      <TextField
        label={t('note')}
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
          if (canSaveNote) onSaveNote();
        }}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="caption" color="textSecondary" sx={{ flex: 1 }}>
          {note === '' ? t('noteHint') : <KeyCap name="Ctrl+Enter" />}
        </Typography>
        <Button
          size="small"
          variant="outlined"
          color="people"
          disabled={!canSaveNote}
          onClick={onSaveNote}
          sx={{ flexShrink: 0 }}
        >
          {t('saveNote')}
        </Button>
      </Box>
    </PanelSection>
  );
}

interface VerdictsProps extends Pick<YourReadSectionProps, 'answer' | 'isReady' | 'onAnswer' | 'onTakeBack'> {
  readonly finding: Finding;
}

function Verdicts({ finding, answer, isReady, onAnswer, onTakeBack }: VerdictsProps) {
  const { t } = useTranslation('reading');
  const label = formatLabel(finding.label).toLowerCase();
  return (
    <>
      <Typography variant="body2">{t(finding.positive ? 'questionAbove' : 'questionBelow', { label })}</Typography>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 1 }}>
        {verdicts.map(({ verdict, keyName, icon: Icon }) => {
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
              {t(verdict)}
            </Button>
          );
        })}
      </Box>
      {answer !== null && (
        <Button
          size="small"
          color="people"
          startIcon={<Undo />}
          aria-keyshortcuts="u"
          disabled={!isReady}
          onClick={onTakeBack}
          sx={{ justifySelf: 'start' }}
        >
          {t('takeBack')}
        </Button>
      )}
    </>
  );
}
