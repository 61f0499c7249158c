import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import WarningAmber from '@mui/icons-material/WarningAmber';
import type { LabelBalance, TrainingPlan } from '../../../../main/contract/training.ts';
import type { RegisteredDataset } from '../../../../main/domain/datasets/dataset.ts';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { formatCount, formatLabel } from '../../../shared/format/format.ts';
import { routes, useNavigate } from '../../../shared/navigation/routes.ts';

interface DataColumnProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly chosen: DatasetId | null;
  readonly plan: TrainingPlan | undefined;
  readonly onChoose: (dataset: DatasetId) => void;
}

/** Which images, what was found wrong with them, and how the labels are balanced. */
export function DataColumn({ datasets, chosen, plan, onChoose }: DataColumnProps) {
  const dataset = datasets.find(({ id }) => id === chosen);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <TextField
        select
        size="small"
        label="Dataset"
        value={chosen ?? ''}
        onChange={({ target }) => onChoose(Number(target.value) as DatasetId)}
      >
        {datasets.map(({ id, name }) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      {dataset !== undefined && <AuditLines dataset={dataset} />}
      {plan !== undefined && dataset !== undefined && <Balance plan={plan} />}
    </Box>
  );
}

/** Three lines are enough to know what it is about; the whole is on the page of the audit. */
const clamped = {
  display: '-webkit-box',
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: 3,
  overflow: 'hidden',
} as const;

/** What the audit found, the worst first; all of it is on the page of the dataset. */
export function AuditLines({ dataset }: { readonly dataset: Pick<RegisteredDataset, 'id' | 'audit' | 'fingerprint'> }) {
  const navigate = useNavigate();
  const { audit } = dataset;
  const open = (
    <Button size="small" sx={{ justifySelf: 'start', ml: -1 }} onClick={() => navigate(`${routes.data}/${dataset.id}`)}>
      {audit === null ? 'See the dataset' : 'See the whole audit'}
    </Button>
  );
  if (audit === null)
    return (
      <Box sx={{ display: 'grid' }}>
        <Typography variant="body2" color="textSecondary">
          Not audited yet. That happens before the training begins.
        </Typography>
        {open}
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      {audit.sentences.slice(0, 4).map(({ severity, sentence }) => (
        <Box key={sentence} sx={{ display: 'flex', gap: 1, fontSize: '0.8125rem' }}>
          {severity === 'error' ? (
            <ErrorOutlined color="error" sx={{ fontSize: 18 }} titleAccess="Error" />
          ) : (
            <WarningAmber sx={{ fontSize: 18 }} titleAccess="Warning" />
          )}
          <Box component="span" title={sentence} sx={clamped}>
            {sentence}
          </Box>
        </Box>
      ))}
      {audit.sentences.length === 0 && <Typography variant="body2">The audit found nothing wrong.</Typography>}
      {open}
    </Box>
  );
}

function Balance({ plan }: { readonly plan: TrainingPlan }) {
  const most = Math.max(...plan.balance.map(({ training }) => training));
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <Typography component="h3" variant="h3">
        Balance of the labels
      </Typography>
      {plan.balance.map((each) => (
        <BalanceLine key={each.label} balance={each} share={each.training / most} />
      ))}
      <Typography variant="caption" color="textSecondary">
        Split by {plan.splitBy}.
        {!plan.patientsKnown && ' A patient may be on both sides, which makes results style better than they are.'}
      </Typography>
    </Box>
  );
}

function BalanceLine({ balance, share }: { readonly balance: LabelBalance; readonly share: number }) {
  const { label, training, validation, weight, drawn } = balance;
  return (
    <Box data-label={label}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', fontSize: '0.8125rem', gap: 1 }}>
        <span>{formatLabel(label)}</span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {formatCount(training)} to learn · {formatCount(validation)} to validate
        </Box>
      </Box>
      <Box sx={{ height: 6, bgcolor: 'divider', borderRadius: 1, my: 0.25 }}>
        <Box sx={{ height: 6, bgcolor: 'people.main', borderRadius: 1 }} style={{ width: `${100 * share}%` }} />
      </Box>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
        {(100 * drawn).toFixed(0)} % of what it sees · weight {Number(weight.toPrecision(3))} in the loss
      </Box>
    </Box>
  );
}
