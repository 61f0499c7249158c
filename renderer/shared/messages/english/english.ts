/**
 * The English messages, a namespace a page, and those that the command line shares. A second language is another object
 * of this shape: no page changes.
 * A key ends in `_one` and `_other` where the sentence depends on `count`.
 */
import { english as shared } from '../../../../main/contract/messages/english/english.ts';
import { charts } from './shared/charts.ts';
import { chartFrame } from './shared/chart-frame.ts';
import { evaluation } from './evaluation.ts';
import { runs } from './runs.ts';
import { entries } from './entries.ts';
import { comparison } from './comparison.ts';
import { learning } from './learning.ts';
import { models } from './models.ts';
import { common } from './shared/common.ts';
import { components } from './shared/components.ts';
import { datasets } from './datasets.ts';
import { connection } from './shared/connection.ts';
import { findings } from './shared/findings.ts';
import { format } from './shared/format.ts';
import { heatmaps } from './shared/heatmaps.ts';
import { jobs } from './shared/jobs.ts';
import { keyboard } from './shared/keyboard.ts';
import { patients } from './patients.ts';
import { reading } from './reading.ts';
import { screening } from './screening.ts';
import { saliencyChecks } from './saliency-checks.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { studies } from './shared/studies.ts';
import { training } from './training.ts';
import { worklist } from './worklist.ts';

export const english = {
  ...shared,
  charts,
  chartFrame,
  evaluation,
  runs,
  entries,
  comparison,
  learning,
  models,
  common,
  components,
  datasets,
  connection,
  findings,
  format,
  heatmaps,
  jobs,
  keyboard,
  patients,
  reading,
  screening,
  saliencyChecks,
  settings,
  shell,
  studies,
  training,
  worklist,
} as const;
