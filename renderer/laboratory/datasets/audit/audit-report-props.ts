import type { AuditReport } from '../../../../main/domain/datasets/audit-report.ts';
import type { DatasetId } from '../../../../main/domain/ids.ts';
import type { Gallery } from './entry-gallery.tsx';

export interface AuditReportViewProps {
  readonly dataset: DatasetId;
  readonly report: AuditReport;
  readonly onShow: (gallery: Gallery) => void;
}
