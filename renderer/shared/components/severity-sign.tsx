import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import InfoOutlined from '@mui/icons-material/InfoOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { Severity } from '../../../main/domain/datasets/dataset-terms.ts';
import { t } from '../messages/messages.ts';

export const severityWord = (severity: Severity): string => t(`components:${severity}`);

const icons = { error: ErrorOutlined, warning: WarningAmberOutlined, note: InfoOutlined } as const;
const colours = { error: 'error.main', warning: 'text.primary', note: 'text.secondary' } as const;

/** A shape of its own for each, with its word for those who can't see it. */
export function SeveritySign({ severity, size = 18 }: { readonly severity: Severity; readonly size?: number }) {
  const Icon = icons[severity];
  return <Icon titleAccess={severityWord(severity)} sx={{ fontSize: size, flexShrink: 0, color: colours[severity] }} />;
}
