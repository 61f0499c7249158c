import { Box, MenuItem, TextField } from '@mui/material';
import { choiceTitle, settingTitle } from '../../../../main/contract/messages/setting-texts.ts';
import { t } from '../../../shared/messages/messages.ts';
import { isSize, normalisationOf, type Preparation } from './preparation.ts';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, choices, onChange }: ChoiceProps<Value>) {
  const values = Object.keys(choices) as Value[];
  return (
    <TextField
      select
      size="small"
      label={label}
      value={value}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
      onChange={({ target }) => onChange(values.find((each) => each === target.value)!)}
    >
      {values.map((each) => (
        <MenuItem key={each} value={each}>
          {choices[each]}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface PreparationFieldsProps {
  readonly preparation: Preparation;
  readonly onChange: (preparation: Preparation) => void;
}

/** Size, channels, normalisation, intensity and aspect ratio, under the names that trainings use. */
export function PreparationFields({ preparation, onChange }: PreparationFieldsProps) {
  const change = (changed: Partial<Preparation>): void => onChange({ ...preparation, ...changed });
  const { normalisation, own, channels, size, intensity, resize, activation, logits } = preparation;
  const isOwnWrong = own !== '' && normalisationOf(preparation) === null;
  const isSizeWrong = size !== '' && !isSize(size);
  return (
    <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
      <Choice
        label={settingTitle(t, 'normalisation')}
        value={normalisation}
        choices={{
          imagenet: choiceTitle(t, 'normalisation.imagenet'),
          'per-image': choiceTitle(t, 'normalisation.per-image'),
          symmetric: choiceTitle(t, 'normalisation.symmetric'),
          none: t('models:notNormalised'),
          own: t('models:ownNormalisation'),
        }}
        onChange={(value) => change({ normalisation: value })}
      />
      {normalisation === 'own' && (
        <TextField
          size="small"
          label={t('models:meanAndDeviation')}
          placeholder={t('models:meanAndDeviationPlaceholder')}
          helperText={t('models:meanAndDeviationHelp')}
          error={isOwnWrong}
          value={own}
          onChange={({ target }) => change({ own: target.value })}
        />
      )}
      <Choice
        label={settingTitle(t, 'intensity')}
        value={intensity}
        choices={{
          voi: choiceTitle(t, 'intensity.voi'),
          percentile: choiceTitle(t, 'intensity.percentile'),
        }}
        onChange={(value) => change({ intensity: value })}
      />
      <Choice
        label={settingTitle(t, 'resize')}
        value={resize}
        choices={{
          stretch: choiceTitle(t, 'resize.stretch'),
          pad: choiceTitle(t, 'resize.pad'),
        }}
        onChange={(value) => change({ resize: value })}
      />
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <Choice
          label={settingTitle(t, 'channels')}
          value={channels}
          choices={{
            '': t('models:asTheModelSays'),
            1: choiceTitle(t, 'channels.1'),
            3: choiceTitle(t, 'channels.3'),
          }}
          onChange={(value) => change({ channels: value })}
        />
        <TextField
          size="small"
          label={settingTitle(t, 'size')}
          placeholder={t('models:asTheModelSays')}
          error={isSizeWrong}
          {...(isSizeWrong && { helperText: t('models:sizeWrong') })}
          slotProps={{ inputLabel: { shrink: true } }}
          value={size}
          onChange={({ target }) => change({ size: target.value.trim() })}
        />
      </Box>
      <Box sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 }}>
        <Choice
          label={t('models:activation')}
          value={activation}
          choices={{
            '': t('models:asTheModelSays'),
            softmax: t('models:exclusive'),
            sigmoid: t('models:together'),
          }}
          onChange={(value) => change({ activation: value })}
        />
        <TextField
          size="small"
          label={t('models:logits')}
          placeholder={t('models:asTheModelSays')}
          slotProps={{ inputLabel: { shrink: true } }}
          value={logits}
          onChange={({ target }) => change({ logits: target.value.trim() })}
        />
      </Box>
    </Box>
  );
}
