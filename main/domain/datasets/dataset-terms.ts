export const datasetSplits = ['train', 'val', 'test'] as const;
export type DatasetSplit = (typeof datasetSplits)[number];

export type Severity = 'error' | 'warning' | 'note';

/**
 * `source`: columns of index.csv that say where an image comes from; `names`: the patterns of the files' names; `file`:
 * dimensions, format and the like; `border`: the outermost pixels; `intensity`: statistics over all pixels.
 */
export type ProbeName = 'source' | 'names' | 'file' | 'border' | 'intensity';
