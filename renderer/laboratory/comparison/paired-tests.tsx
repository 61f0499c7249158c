import { statisticalMethodName } from '../../../main/contract/messages/statistical-method-names.ts';
import { visuallyHidden } from '@mui/utils';
import { Box } from '@mui/material';
import type { ComparedRow } from '../../../main/contract/evaluation-report.ts';
import type { ComparedLabel, PairedComparison } from '../../../main/domain/comparison/comparison-report.ts';
import type { SeriesStyle } from '../../shared/charts/series-style.ts';
import { ModelKey } from '../../shared/charts/model-key.tsx';
import { formatCount, formatP, formatSigned } from '../../shared/format/format.ts';
import { t } from '../../shared/messages/messages.ts';
import { DataTable } from '../../shared/components/data-table.tsx';
import { EstimateText } from '../../shared/components/estimate-text.tsx';
import { Panel } from '../../shared/components/panel.tsx';
import { againstReference } from './comparison.ts';

interface PairedTestsProps {
  readonly rows: readonly ComparedRow[];
  readonly compared: ComparedLabel;
  readonly styles: readonly SeriesStyle[];
  readonly reference: number;
}

/** A word beside the number: significance is not told by weight alone. */
function P({ value }: { readonly value: number }) {
  const isSmall = value < 0.05;
  return (
    <Box component="span" sx={{ fontWeight: isSmall ? 600 : 400, color: isSmall ? 'text.primary' : 'text.secondary' }}>
      {formatP(value)}
      {isSmall && ' *'}
    </Box>
  );
}

/** Whether the differences to one model are more than chance. */
export function PairedTests({ rows, compared, styles, reference }: PairedTestsProps) {
  const lines = againstReference(compared.pairs, reference);
  const method = statisticalMethodName(lines[0]?.area?.method ?? 'delong');
  return (
    <Panel title={t('comparison:against', { model: rows[reference]!.title })} hint={t('comparison:testsHint')}>
      <DataTable
        caption={t(
          lines[0]?.calls.byPatient === true ? 'comparison:testsCaptionByPatient' : 'comparison:testsCaption',
          { images: compared.n, patients: compared.patients, method },
        )}
        columns={[
          { title: t('comparison:model') },
          { title: t('comparison:aucDifference'), isNumber: true },
          { title: t('comparison:pHolm'), isNumber: true },
          { title: t('comparison:onlyRight'), isNumber: true },
          { title: t('comparison:pPredictions'), isNumber: true },
          { title: t('comparison:kappa'), isNumber: true },
        ]}
        rows={lines.map(({ row, area, onlyRow, onlyReference, calls, kappa }) => ({
          id: String(row),
          cells: [
            <Box
              key="model"
              component="span"
              sx={{ display: 'flex', alignItems: 'center', gap: 0.75, maxWidth: 190, overflow: 'hidden' }}
            >
              <ModelKey style={styles[row]!} />
              <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                {rows[row]!.title}
              </Box>
            </Box>,
            <EstimateText key="difference" estimate={area?.difference ?? null} isSigned />,
            area === null ? '' : <P key="p" value={area.pHolm} />,
            `${formatCount(onlyRow)} / ${formatCount(onlyReference)}`,
            <P key="calls" value={calls.pHolm} />,
            <EstimateText key="kappa" estimate={kappa} digits={2} />,
          ],
        }))}
      />
    </Panel>
  );
}

interface AgreementTableProps {
  readonly rows: readonly ComparedRow[];
  readonly pairs: readonly PairedComparison[];
  readonly styles: readonly SeriesStyle[];
}

const square = { p: 0, height: 34, minWidth: 36, textAlign: 'center', fontSize: '0.75rem' } as const;

/** Cohen's kappa between the predictions of every two models, darker where they agree more. */
export function AgreementTable({ rows, pairs, styles }: AgreementTableProps) {
  const kappaOf = (a: number, b: number) =>
    pairs.find((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a))?.kappa ?? null;
  return (
    <Panel title={t('comparison:agreement')} hint={t('comparison:agreementHint')}>
      <Box tabIndex={0} role="group" aria-label={t('comparison:agreementTable')} sx={{ overflowX: 'auto' }}>
        <Box
          component="table"
          aria-label={t('comparison:agreementName')}
          sx={{ width: '100%', borderCollapse: 'separate', borderSpacing: 2 }}
        >
          <thead>
            <tr>
              <td />
              {rows.map((row, place) => (
                <Box
                  key={place}
                  component="th"
                  scope="col"
                  title={row.title}
                  sx={{ ...square, height: 22, position: 'relative' }}
                >
                  <ModelKey style={styles[place]!} />
                  <Box component="span" sx={visuallyHidden}>
                    {row.title}
                  </Box>
                </Box>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, a) => (
              <tr key={a}>
                <Box
                  component="th"
                  scope="row"
                  sx={{
                    textAlign: 'left',
                    fontWeight: 400,
                    fontSize: '0.75rem',
                    whiteSpace: 'nowrap',
                    maxWidth: 120,
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    pr: 1,
                  }}
                >
                  <ModelKey style={styles[a]!} /> {row.title}
                </Box>
                {rows.map((other, b) => {
                  const kappa = a === b ? null : kappaOf(a, b);
                  const share = a === b ? 0 : Math.max(0, kappa?.value ?? 0);
                  return (
                    <Box
                      key={b}
                      component="td"
                      title={
                        kappa === null
                          ? undefined
                          : t('comparison:kappaOf', {
                              a: row.title,
                              b: other.title,
                              value: kappa.value.toFixed(3),
                              low: kappa.interval95[0].toFixed(3),
                              high: kappa.interval95[1].toFixed(3),
                            })
                      }
                      sx={square}
                      style={{
                        background: `color-mix(in srgb, var(--mui-palette-machine-main) ${Math.round(share * 45)}%, var(--mui-palette-raised))`,
                      }}
                    >
                      {a === b ? '' : kappa ? formatSigned(kappa.value, 2) : t('comparison:notDefinedShort')}
                    </Box>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Box>
      </Box>
    </Panel>
  );
}
