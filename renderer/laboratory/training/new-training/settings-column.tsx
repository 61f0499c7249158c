import ExpandMore from '@mui/icons-material/ExpandMore';
import { Box, ButtonBase, MenuItem, TextField, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { settingFields, type SettingField } from '../../../../main/contract/training-settings/setting-fields.ts';
import { settingGroups } from '../../../../main/contract/training-settings/setting-table.ts';
import type { TrainingChoices, TrainingPlan } from '../../../../main/contract/training.ts';
import { CurveChart } from '../../../shared/charts/curve-chart.tsx';
import type { Draft, DraftAction } from './draft.ts';
import { SettingControl } from './setting-control.tsx';

interface SettingsColumnProps {
  readonly choices: TrainingChoices;
  readonly plan: TrainingPlan | undefined;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

/** Chosen beside, by picture. */
const chosenElsewhere: ReadonlySet<string> = new Set(['network']);

function RecipeChoice({ choices, draft, dispatch }: SettingsColumnProps) {
  const { t } = useTranslation('training');
  const recipe = choices.recipes.find(({ name }) => name === draft.recipe);
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <TextField
        select
        size="small"
        label={t('recipe')}
        value={draft.recipe ?? ''}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        onChange={({ target }) =>
          dispatch({ type: 'recipe', recipe: choices.recipes.find(({ name }) => name === target.value) ?? null })
        }
      >
        <MenuItem value="">{t('noRecipe')}</MenuItem>
        {choices.recipes.map(({ name, title }) => (
          <MenuItem key={name} value={name}>
            {title}
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="caption" color="textSecondary">
        {recipe === undefined ? t('noRecipeHint') : t('recipeHint', { study: recipe.study, note: recipe.note })}
      </Typography>
    </Box>
  );
}

/** The settings by what they are about, those that few people need behind one more press. */
export function SettingsColumn(props: SettingsColumnProps) {
  const { plan, draft, dispatch } = props;
  const { t } = useTranslation(['training', 'trainingSettings']);
  const valueOf = (name: string): unknown => draft.settings[name] ?? plan?.settings[name];
  const applies = ({ when }: SettingField): boolean => when === null || when.values.includes(valueOf(when.name));
  const changed = Object.keys(draft.settings).length;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <RecipeChoice {...props} />
      {settingGroups.map((group) => {
        const fields = settingFields.filter(
          (field) => field.group === group && applies(field) && !chosenElsewhere.has(field.name),
        );
        const control = (field: SettingField): ReactNode => (
          <SettingControl
            key={`${field.name} ${draft.recipe}`}
            field={field}
            value={valueOf(field.name)}
            isOwn={Object.hasOwn(draft.settings, field.name)}
            onChange={(value) => dispatch({ type: 'setting', name: field.name, value })}
          />
        );
        const usual = fields.filter(({ isAdvanced }) => !isAdvanced);
        const advanced = fields.filter(({ isAdvanced }) => isAdvanced);
        return (
          <Group key={group} title={t(`trainingSettings:groups.${group}`)} isOpen={usual.length > 0}>
            <Fields>{usual.map(control)}</Fields>
            {group === 'schedule' && plan !== undefined && <ScheduleChart plan={plan} />}
            {advanced.length > 0 && (
              <Group title={usual.length > 0 ? t('more') : t('settings')} isOpen={false} isInner>
                <Fields>{advanced.map(control)}</Fields>
              </Group>
            )}
          </Group>
        );
      })}
      <Typography variant="caption" color="textSecondary">
        {t('changed', { count: changed })}
      </Typography>
    </Box>
  );
}

const Fields = ({ children }: { readonly children: ReactNode }) => (
  <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(190px, 1fr))', pt: 1 }}>
    {children}
  </Box>
);

interface GroupProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly isInner?: boolean;
  readonly children: ReactNode;
}

function Group({ title, isOpen: isOpenAtFirst, isInner = false, children }: GroupProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <Box component="section" sx={isInner ? {} : { borderTop: '1px solid', borderColor: 'divider', pt: 0.5 }}>
      <ButtonBase
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        sx={{ width: '100%', justifyContent: 'start', gap: 0.5, minHeight: 32, borderRadius: 1 }}
      >
        <ExpandMore
          fontSize="small"
          sx={{ color: 'text.secondary' }}
          style={{ transform: isOpen ? undefined : 'rotate(-90deg)' }}
        />
        <Typography
          component={isInner ? 'span' : 'h3'}
          variant={isInner ? 'body2' : 'h3'}
          color={isInner ? 'textSecondary' : undefined}
        >
          {title}
        </Typography>
      </ButtonBase>
      {isOpen && <Box sx={{ pb: 1 }}>{children}</Box>}
    </Box>
  );
}

/** The learning rate over the epochs, as it will be. */
function ScheduleChart({ plan }: { readonly plan: TrainingPlan }) {
  const { t } = useTranslation('training');
  const most = Math.max(...plan.schedule.map(({ learningRate }) => learningRate));
  const epochs = Number(plan.settings['epochs']);
  return (
    <CurveChart
      summary={t('scheduleSummary', { epochs, most })}
      height={150}
      x={{ title: t('epochs'), domain: [0, epochs] }}
      y={{ title: t('rate'), domain: [0, most * 1.05], format: rateText }}
      curves={[
        {
          id: 'rate',
          title: t('rate'),
          style: { colour: 'var(--mui-palette-text-primary)', dash: undefined },
          points: plan.schedule.map(({ epochs: x, learningRate: y }) => ({ x, y })),
        },
      ]}
    />
  );
}

/** 0.0005 reads 5e-4. */
const rateText = (rate: number): string =>
  rate === 0 ? '0' : rate < 0.001 ? rate.toExponential(0) : String(Number(rate.toPrecision(2)));
