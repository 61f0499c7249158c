import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import WarningAmber from '@mui/icons-material/WarningAmber';
import { auditSentenceOf } from '../../../../main/contract/messages/audit-sentences.ts';
import { splitWords } from '../../../../main/contract/messages/training-sentences.ts';
import type { LabelBalance, TrainingPlan } from '../../../../main/contract/training.ts';
import type { SplitOrigin } from '../../../../main/domain/datasets/split-origin.ts';
import type { RegisteredDataset } from '../../../../main/domain/datasets/dataset.ts';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import { formatCount, formatLabel, formatPercent } from '../../../shared/format/format.ts';
import { routes, useNavigate } from '../../../shared/navigation/routes.ts';

interface DataColumnProps {
  readonly datasets: readonly RegisteredDataset[];
  readonly chosen: DatasetId | null;
  readonly plan: TrainingPlan | undefined;
  readonly onChoose: (dataset: DatasetId) => void;
}

/** The images, what the audit found, and how the labels are balanced. */
export function DataColumn({ datasets, chosen, plan, onChoose }: DataColumnProps) {
  const { t } = useTranslation('training');
  const dataset = datasets.find(({ id }) => id === chosen);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
      <TextField
        select
        size="small"
        label={t('dataset')}
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

/** The findings of the audit, the worst first; all of it is on the page of the dataset. */
export function AuditLines({ dataset }: { readonly dataset: Pick<RegisteredDataset, 'id' | 'audit' | 'fingerprint'> }) {
  const { t } = useTranslation('training');
  const navigate = useNavigate();
  const { audit } = dataset;
  const open = (
    <Button size="small" sx={{ justifySelf: 'start', ml: -1 }} onClick={() => navigate(`${routes.data}/${dataset.id}`)}>
      {audit === null ? t('seeDataset') : t('seeAudit')}
    </Button>
  );
  if (audit === null)
    return (
      <Box sx={{ display: 'grid' }}>
        <Typography variant="body2" color="textSecondary">
          {t('notAudited')}
        </Typography>
        {open}
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      {audit.sentences.slice(0, 4).map((each) => (
        <Box key={auditSentenceOf(each)} sx={{ display: 'flex', gap: 1, fontSize: '0.8125rem' }}>
          {each.severity === 'error' ? (
            <ErrorOutlined color="error" sx={{ fontSize: 18 }} titleAccess={t('error')} />
          ) : (
            <WarningAmber sx={{ fontSize: 18 }} titleAccess={t('warning')} />
          )}
          <Box component="span" title={auditSentenceOf(each)} sx={clamped}>
            {auditSentenceOf(each)}
          </Box>
        </Box>
      ))}
      {audit.sentences.length === 0 && <Typography variant="body2">{t('nothingFound')}</Typography>}
      {open}
    </Box>
  );
}

function Balance({ plan }: { readonly plan: TrainingPlan }) {
  const { t } = useTranslation('training');
  const most = Math.max(...plan.balance.map(({ training }) => training));
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <Typography component="h3" variant="h3">
        {t('balance')}
      </Typography>
      {plan.balance.map((each) => (
        <BalanceLine key={each.label} balance={each} share={each.training / most} />
      ))}
      <Typography variant="caption" color="textSecondary">
        <SplitText split={plan.split} />
      </Typography>
    </Box>
  );
}

function SplitText({ split }: { readonly split: SplitOrigin }) {
  const { t } = useTranslation('training');
  const text = t('splitBy', { split: splitWords(split) });
  return split.ofUnknownPatients === 0 ? text : `${text} ${t('patientsUnknown')}`;
}

function BalanceLine({ balance, share }: { readonly balance: LabelBalance; readonly share: number }) {
  const { t } = useTranslation('training');
  const { label, training, validation, weight, drawn } = balance;
  return (
    <Box data-label={label}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', fontSize: '0.8125rem', gap: 1 }}>
        <span>{formatLabel(label)}</span>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {t('counts', { training: formatCount(training), validation: formatCount(validation) })}
        </Box>
      </Box>
      <Box sx={{ height: 6, bgcolor: 'divider', borderRadius: 1, my: 0.25 }}>
        <Box sx={{ height: 6, bgcolor: 'people.main', borderRadius: 1 }} style={{ width: `${100 * share}%` }} />
      </Box>
      <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
        {t('drawn', { percent: formatPercent(drawn), weight: Number(weight.toPrecision(3)) })}
      </Box>
    </Box>
  );
}
