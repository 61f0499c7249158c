import ExpandMore from '@mui/icons-material/ExpandMore';
import { Box, ButtonBase, MenuItem, TextField, Typography } from '@mui/material';
import { useState, type ReactNode } from 'react';
import type { SettingField, SettingGroup, TrainingChoices, TrainingPlan } from '../../../../main/contract/training.ts';
import { CurveChart } from '../../../shared/charts/curve-chart.tsx';
import type { Draft, DraftAction } from './draft.ts';
import { SettingControl } from './setting-control.tsx';

const groups: readonly { readonly group: SettingGroup; readonly title: string }[] = [
  { group: 'learning', title: 'Learning' },
  { group: 'schedule', title: 'Learning rate' },
  { group: 'loss', title: 'Loss and balance of the labels' },
  { group: 'augmentation', title: 'Random changes of the images' },
  { group: 'judging', title: 'Judging' },
  { group: 'input', title: 'What the network sees' },
  { group: 'network', title: 'Network' },
];

interface SettingsColumnProps {
  readonly choices: TrainingChoices;
  readonly plan: TrainingPlan | undefined;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

/** Chosen beside, by picture. */
const chosenElsewhere: ReadonlySet<string> = new Set(['network']);

function RecipeChoice({ choices, draft, dispatch }: SettingsColumnProps) {
  const recipe = choices.recipes.find(({ name }) => name === draft.recipe);
  return (
    <Box sx={{ display: 'grid', gap: 0.5 }}>
      <TextField
        select
        size="small"
        label="Recipe"
        value={draft.recipe ?? ''}
        slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
        onChange={({ target }) =>
          dispatch({ type: 'recipe', recipe: choices.recipes.find(({ name }) => name === target.value) ?? null })
        }
      >
        <MenuItem value="">Overread’s own defaults</MenuItem>
        {choices.recipes.map(({ name, title }) => (
          <MenuItem key={name} value={name}>
            {title}
          </MenuItem>
        ))}
      </TextField>
      <Typography variant="caption" color="textSecondary">
        {recipe === undefined
          ? 'Chosen for radiographs. What a published study did can be taken as a recipe and changed.'
          : `${recipe.study}. ${recipe.note}`}
      </Typography>
    </Box>
  );
}

/** The settings by what they are about, those that few people need behind one more press. */
export function SettingsColumn(props: SettingsColumnProps) {
  const { choices, plan, draft, dispatch } = props;
  const valueOf = (name: string): unknown => draft.settings[name] ?? plan?.settings[name];
  const applies = ({ when }: SettingField): boolean => when === null || when.values.includes(valueOf(when.name));
  const changed = Object.keys(draft.settings).length;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <RecipeChoice {...props} />
      {groups.map(({ group, title }) => {
        const fields = choices.fields.filter(
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
          <Group key={group} title={title} isOpen={usual.length > 0}>
            <Fields>{usual.map(control)}</Fields>
            {group === 'schedule' && plan !== undefined && <ScheduleChart plan={plan} />}
            {advanced.length > 0 && (
              <Group title={usual.length > 0 ? 'More' : 'Settings'} isOpen={false} isInner>
                <Fields>{advanced.map(control)}</Fields>
              </Group>
            )}
          </Group>
        );
      })}
      <Typography variant="caption" color="textSecondary">
        {changed === 0 ? 'Nothing is changed by hand.' : `${changed} changed by hand.`}
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
  const most = Math.max(...plan.schedule.map(({ learningRate }) => learningRate));
  const epochs = Number(plan.settings['epochs']);
  return (
    <CurveChart
      summary={`Learning rate over ${epochs} epochs, at most ${most}`}
      height={150}
      x={{ title: 'Epochs', domain: [0, epochs] }}
      y={{ title: 'Rate', domain: [0, most * 1.05], format: rateText }}
      curves={[
        {
          id: 'rate',
          title: 'Learning rate',
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
