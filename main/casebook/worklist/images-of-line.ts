import type { InstanceId } from '../../domain/ids.ts';
import type { Finding, WorklistRow } from '../../domain/studies/study.ts';

/** For searching: lower case, without accents, DICOM's name separators as spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\^/g, ' ').toLowerCase();
}

/** The part of a line that comes from the study's images; the rest comes from one row. */
export interface ImagesOfLine {
  readonly instanceCount: number;
  readonly keyInstanceId: InstanceId;
  readonly findings: readonly Finding[];
  /** The highest of the findings. */
  readonly probability: number | null;
  readonly refusal: WorklistRow['refusal'];
  /** Names of further files with the same images, folded. */
  readonly names: readonly string[];
}

export const nameOfFile = (path: string): string => fold(path.split(/[/\\]/).at(-1) ?? '');
