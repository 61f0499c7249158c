import { ruleWords } from '../../../main/contract/messages/rule-words.ts';
import ArrowDownward from '@mui/icons-material/ArrowDownward';
import ArrowUpward from '@mui/icons-material/ArrowUpward';
import { Box, ButtonBase, Radio, Tooltip } from '@mui/material';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type { ComparedFinding } from '../../../main/domain/comparison/comparison-report.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';
import { costOf, measures, sizes, type Order, type SortKey } from './comparison.ts';

interface RankingTableProps {
  readonly rows: readonly ComparedRow[];
  readonly findings: readonly ComparedFinding[];
  readonly styles: readonly SeriesStyle[];
  /** Places of the rows, top to bottom. */
  readonly places: readonly number[];
  readonly order: Order;
  readonly onOrder: (by: SortKey) => void;
  /** The row that the others are tested against. */
  readonly reference: number;
  readonly onReference: (row: number) => void;
  /** The row under the pointer, whose curve stands out. */
  readonly onPoint: (row: number | null) => void;
}

const cell = { px: 0.5, py: 0.5, borderTop: '1px solid', borderColor: 'divider', whiteSpace: 'nowrap' } as const;

interface HeadProps {
  readonly title: string;
  readonly name: string;
  readonly by: SortKey;
  readonly order: Order;
  readonly onOrder: (by: SortKey) => void;
}

function Head({ title, name, by, order, onOrder }: HeadProps) {
  const isSorted = order.by === by;
  const Arrow = order.isDescending ? ArrowDownward : ArrowUpward;
  return (
    <Box
      component="th"
      scope="col"
      aria-sort={isSorted ? (order.isDescending ? 'descending' : 'ascending') : undefined}
      sx={{ ...cell, borderTop: 0, textAlign: 'right', fontWeight: 400, p: 0 }}
    >
      <ButtonBase
        title={name}
        onClick={() => onOrder(by)}
        sx={{
          font: 'inherit',
          color: isSorted ? 'text.primary' : 'text.secondary',
          px: 0.5,
          minHeight: 32,
          borderRadius: '4px',
          gap: 0.25,
        }}
      >
        {isSorted && <Arrow sx={{ fontSize: 14 }} />}
        {title}
      </ButtonBase>
    </Box>
  );
}

/** Value over interval, so that ten columns stand side by side. */
function Value({ estimate, isBest }: { readonly estimate: Estimate | null; readonly isBest: boolean }) {
  if (estimate === null)
    return <Box sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>{t('common:notDefined')}</Box>;
  const [low, high] = estimate.interval95;
  return (
    <Tooltip title={t(isBest ? 'comparison:best' : 'comparison:n', { count: estimate.n })}>
      <Box>
        <Box
          sx={{
            fontWeight: isBest ? 700 : 500,
            color: 'machine.main',
            textDecoration: isBest ? 'underline' : 'none',
            textUnderlineOffset: 3,
          }}
        >
          {estimate.value.toFixed(3)}
        </Box>
        <Box sx={{ fontSize: '0.6875rem', color: 'text.secondary' }}>
          {low.toFixed(3)}–{high.toFixed(3)}
        </Box>
      </Box>
    </Tooltip>
  );
}

/** The rows with the best value of each measure, several where they are equal; none where it is not defined. */
function bestOf(findings: readonly ComparedFinding[]): ReadonlyMap<string, readonly number[]> {
  return new Map(
    measures.map(({ id, of, isLowBetter }) => {
      const sign = isLowBetter ? -1 : 1;
      const known = findings.flatMap((finding) => {
        const value = of(finding)?.value;
        return value === undefined ? [] : [{ row: finding.row, rank: sign * value }];
      });
      const best = Math.max(...known.map(({ rank }) => rank));
      return [id, known.filter(({ rank }) => rank === best).map(({ row }) => row)] as const;
    }),
  );
}

/** All models with all measures; any column sorts, a dot chooses what the others are tested against. */
export function RankingTable(props: RankingTableProps) {
  const { rows, findings, styles, places, order, onOrder, reference, onReference, onPoint } = props;
  const best = bestOf(findings);
  return (
    <Box tabIndex={0} role="group" aria-label={t('comparison:rankingTable')} sx={{ overflowX: 'auto' }}>
      <Box
        component="table"
        aria-label={t('comparison:models')}
        sx={{ borderCollapse: 'collapse', width: '100%', fontSize: '0.8125rem' }}
      >
        <thead>
          <tr>
            <Box
              component="th"
              scope="col"
              sx={{ ...cell, borderTop: 0, textAlign: 'left', fontWeight: 400, color: 'text.secondary' }}
            >
              {t('comparison:model')}
            </Box>
            {measures.map(({ id }) => (
              <Head
                key={id}
                title={t(`comparison:short.${id}`)}
                name={t(`comparison:measure.${id}`)}
                by={id}
                {...{ order, onOrder }}
              />
            ))}
            {sizes.map((size) => (
              <Head
                key={size}
                title={t(`comparison:${size}`)}
                name={t(`comparison:${size}Means`)}
                by={size}
                {...{ order, onOrder }}
              />
            ))}
          </tr>
        </thead>
        <tbody onMouseLeave={() => onPoint(null)}>
          {places.map((place) => {
            const row = rows[place]!;
            const finding = findings.find((one) => one.row === place)!;
            return (
              <Box
                key={place}
                component="tr"
                data-testid="compared-row"
                onMouseEnter={() => onPoint(place)}
                sx={{ '&:hover': { bgcolor: 'raised' } }}
              >
                <Box component="th" scope="row" sx={{ ...cell, textAlign: 'left', fontWeight: 500, maxWidth: 210 }}>
                  <Box component="label" sx={{ display: 'flex', alignItems: 'center', gap: 0.75, cursor: 'pointer' }}>
                    <Radio
                      size="small"
                      name="reference"
                      checked={reference === place}
                      onChange={() => onReference(place)}
                      slotProps={{ input: { 'aria-label': t('comparison:testAgainst', { model: row.title }) } }}
                      sx={{ p: 0.5 }}
                    />
                    <ModelKey style={styles[place]!} />
                    <Tooltip
                      title={
                        row.kind === 'ensemble'
                          ? t(`ensembles:${row.ensemble}.sentence`)
                          : t('comparison:modelWithThreshold', {
                              model: row.title,
                              version: row.model.version,
                              threshold: formatProbability(finding.at.threshold),
                              rule: ruleWords(finding.at.rule),
                            })
                      }
                    >
                      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                        {row.title}
                      </Box>
                    </Tooltip>
                  </Box>
                </Box>
                {measures.map(({ id, of }) => (
                  <Box key={id} component="td" sx={{ ...cell, textAlign: 'right' }}>
                    <Value estimate={of(finding)} isBest={best.get(id)?.includes(place) === true} />
                  </Box>
                ))}
                {sizes.map((size) => (
                  <Box key={size} component="td" sx={{ ...cell, textAlign: 'right' }}>
                    {costOf(row, size).toFixed(1)}
                  </Box>
                ))}
              </Box>
            );
          })}
        </tbody>
      </Box>
    </Box>
  );
}
