import { Typography } from '@mui/material';
import { t } from '../../shared/messages/messages.ts';
import { routes } from '../../shared/navigation/routes.ts';
import { RunPage } from '../evaluation-runs/run-page.tsx';
import { ComparisonForm } from './comparison-form.tsx';
import { ComparisonView } from './comparison-view.tsx';

/** Several models on the same images. */
export function ComparePage({ location }: { readonly location: string }) {
  return (
    <RunPage
      location={location}
      kind="comparison"
      title={t('comparison:title')}
      newTitle={t('comparison:newRun')}
      route={routes.compare}
      form={<ComparisonForm />}
      other={{
        sentence: t('comparison:isEvaluation'),
        action: t('comparison:openEvaluation'),
        route: routes.evaluate,
      }}
      skeleton={[52, 300, 320]}
    >
      {(id, report, scores) =>
        report.findings.length === 0 ? (
          <Typography sx={{ p: 3 }}>{t('comparison:noFinding')}</Typography>
        ) : (
          <ComparisonView id={id} report={report} scores={scores} />
        )
      }
    </RunPage>
  );
}
