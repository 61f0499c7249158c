/**
 * The English messages, a namespace a page. A second language is another object of this shape: no page changes.
 * A key ends in `_one` and `_other` where the sentence depends on `count`.
 */
import { charts } from './charts.ts';
import { common } from './common.ts';
import { components } from './components.ts';
import { findings } from './findings.ts';
import { format } from './format.ts';
import { heatmaps } from './heatmaps.ts';
import { jobs } from './jobs.ts';
import { keyboard } from './keyboard.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { studies } from './studies.ts';

export const english = {
  charts,
  common,
  components,
  findings,
  format,
  heatmaps,
  jobs,
  keyboard,
  settings,
  shell,
  studies,
} as const;
