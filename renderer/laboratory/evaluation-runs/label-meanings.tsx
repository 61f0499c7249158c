import { Box, MenuItem, Select, Typography } from '@mui/material';
import type { EvaluationPlan, PlannedLabel } from '../../../main/contract/evaluation.ts';
import type { LabelMap, LabelMeaning } from '../../../main/contract/evaluation-request.ts';
import { formatCount, formatLabel } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';

interface LabelMeaningsProps {
  readonly plan: EvaluationPlan;
  readonly labelMap: LabelMap;
  readonly onChange: (labelMap: LabelMap) => void;
}

/** A meaning as the value of a choice. */
const keyOf = (meaning: LabelMeaning | null): string =>
  meaning === null ? '' : meaning.kind === 'label' ? `label ${meaning.label}` : meaning.kind;

function meaningOf(key: string): LabelMeaning | null {
  if (key.startsWith('label ')) return { kind: 'label', label: key.slice('label '.length) };
  return key === 'rest' || key === 'leftOut' ? { kind: key } : null;
}

interface LineProps {
  readonly planned: PlannedLabel;
  readonly modelLabels: readonly string[];
  readonly onChange: (meaning: LabelMeaning) => void;
}

function MeaningLine({ planned: { label, images, meaning }, modelLabels, onChange }: LineProps) {
  const id = `meaning-${label}`;
  return (
    <>
      <Box id={id}>
        {formatLabel(label)}{' '}
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {formatCount(images)}
        </Box>
      </Box>
      <Select
        size="small"
        displayEmpty
        labelId={id}
        value={keyOf(meaning)}
        error={meaning === null}
        renderValue={(key) => (key === '' ? t('runs:chooseMeaning') : wordsOf(meaningOf(key)))}
        onChange={({ target }) => {
          const chosen = meaningOf(target.value);
          if (chosen !== null) onChange(chosen);
        }}
        sx={{ fontSize: '0.8125rem' }}
      >
        {modelLabels.map((one) => (
          <MenuItem key={one} value={`label ${one}`}>
            {formatLabel(one)}
          </MenuItem>
        ))}
        <MenuItem value="rest">{t('runs:restChoice')}</MenuItem>
        <MenuItem value="leftOut">{t('runs:leftOutChoice')}</MenuItem>
      </Select>
    </>
  );
}

function wordsOf(meaning: LabelMeaning | null): string {
  if (meaning === null) return '';
  if (meaning.kind === 'label') return t('runs:countsAs', { label: formatLabel(meaning.label) });
  return t(`runs:${meaning.kind}`);
}

/** The meanings of the dataset's labels to the model: only the person knows them where the names differ. */
export function LabelMeanings({ plan, labelMap, onChange }: LabelMeaningsProps) {
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography component="h3" variant="h3">
        {t('runs:labels')}
      </Typography>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(140px, max-content) minmax(220px, 420px)',
          alignItems: 'center',
          columnGap: 2,
          rowGap: 0.75,
          fontSize: '0.8125rem',
        }}
      >
        {plan.labels.map((planned) => (
          <MeaningLine
            key={planned.label}
            planned={{ ...planned, meaning: labelMap[planned.label] ?? planned.meaning }}
            modelLabels={plan.modelLabels}
            onChange={(meaning) => onChange({ ...labelMap, [planned.label]: meaning })}
          />
        ))}
      </Box>
    </Box>
  );
}
