import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import {
  isSameVersion,
  type Decision,
  type DecisionKind,
  type VersionState,
} from '../../../../main/domain/models/promotion.ts';

export const stateWords: Readonly<Record<VersionState, string>> = {
  candidate: 'Candidate',
  current: 'Current',
  retired: 'Retired',
};

const decisionWords: Readonly<Record<DecisionKind, string>> = {
  joined: 'Joined as candidate',
  becameCurrent: 'Became current',
  promoted: 'Promoted',
  promotedByOverride: 'Promoted by override',
  rolledBack: 'Rolled back',
  gateSet: 'Gate set',
  gateRun: 'Measured by the gate',
  removed: 'Files removed',
};

export const versionOf = ({ versions }: Role, key: Role['current']): RegisteredVersion | undefined =>
  key === null ? undefined : versions.find((version) => isSameVersion(version, key));

export const nameOf = ({ title, version }: Pick<RegisteredVersion, 'title' | 'version'>): string =>
  `${title} ${version}`;

/** The thresholds of a version in one line; the card's own where this site has chosen none. */
export function thresholdWords({ sitePoints }: RegisteredVersion): string {
  if (sitePoints.length === 0) return 'threshold of its card';
  return sitePoints.map(({ label, threshold }) => `${label} from ${threshold.toFixed(3)} (this site’s)`).join(', ');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the log says of a decision, in a line. */
export function lineOfDecision({ kind, details }: Decision): string {
  const model = [textOf(details['model']), textOf(details['version'])].join(' ').trim();
  const reasons = [textOf(details['override']), textOf(details['reason'])].filter((text) => text !== '');
  const outcome = kind === 'gateRun' ? (details['hasPassed'] === true ? ', passed' : ', did not pass') : '';
  const reason = reasons.length === 0 ? '' : `. “${reasons.join('; ')}”`;
  return `${decisionWords[kind]}${model === '' ? '' : `: ${model}`}${outcome}${reason}`;
}
