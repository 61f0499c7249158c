import { Typography } from '@mui/material';
import { t } from '../../shared/messages/messages.ts';
import { routes } from '../../shared/navigation/routes.ts';
import { RunPage } from '../evaluation-runs/run-page.tsx';
import { EvaluationForm } from './evaluation-form.tsx';
import { Explorer } from './explorer.tsx';

/** How good one model is on one dataset, and on which images it is wrong. */
export function EvaluatePage({ location }: { readonly location: string }) {
  return (
    <RunPage
      location={location}
      kind="evaluation"
      title={t('evaluation:title')}
      newTitle={t('evaluation:newRun')}
      route={routes.evaluate}
      form={<EvaluationForm />}
      other={{
        sentence: t('evaluation:isComparison'),
        action: t('evaluation:openComparison'),
        route: routes.compare,
      }}
      skeleton={[52, 64, 124, 318]}
    >
      {(id, report, scores) =>
        report.measures.findings.length === 0 ? (
          <Typography sx={{ p: 3 }}>{t('evaluation:noFinding')}</Typography>
        ) : (
          <Explorer id={id} report={report} scores={scores} />
        )
      }
    </RunPage>
  );
}
