/**
 * The English messages, a namespace a page, and those that the command line shares. A second language is another object
 * of this shape: no page changes.
 * A key ends in `_one` and `_other` where the sentence depends on `count`.
 */
import { english as shared } from '../../../../main/contract/messages/english/english.ts';
import { charts } from './charts.ts';
import { chartFrame } from './chart-frame.ts';
import { evaluation } from './evaluation.ts';
import { runs } from './runs.ts';
import { entries } from './entries.ts';
import { comparison } from './comparison.ts';
import { learning } from './learning.ts';
import { models } from './models.ts';
import { common } from './common.ts';
import { components } from './components.ts';
import { datasets } from './datasets.ts';
import { connection } from './connection.ts';
import { findings } from './findings.ts';
import { format } from './format.ts';
import { heatmaps } from './heatmaps.ts';
import { jobs } from './jobs.ts';
import { keyboard } from './keyboard.ts';
import { reading } from './reading.ts';
import { screening } from './screening.ts';
import { saliencyChecks } from './saliency-checks.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { studies } from './studies.ts';
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
  reading,
  screening,
  saliencyChecks,
  settings,
  shell,
  studies,
  training,
  worklist,
} as const;
