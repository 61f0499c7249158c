/** The properties of image files that an audit compares; their names are messages: `propertyName`. */

export type NumberProperty =
  'width' | 'height' | 'aspectRatio' | 'fileSize' | 'bitsPerPixel' | 'bitDepth' | 'jpegQuantisation';

export type WordProperty = 'size' | 'format' | 'colour' | 'compression' | 'fileName';

/** A property of the file, or a column of index.csv or of the header. */
export type PropertySubject = { readonly property: WordProperty } | { readonly column: string };

/** A number that a probe is given of each image. */
export type ProbeMeasure =
  | 'size'
  | 'aspectRatio'
  | 'squareness'
  | 'sizeShare'
  | 'bitDepth'
  | 'channels'
  | 'lossy'
  | 'jpeg'
  | 'jpegQuantisation'
  | 'top'
  | 'right'
  | 'bottom'
  | 'left'
  | 'mean'
  | 'contrast'
  | 'darkest'
  | 'percentile10'
  | 'percentile25'
  | 'median'
  | 'percentile75'
  | 'percentile90'
  | 'brightest'
  | 'bitsPerPixel';

/** A measure; or whether an image has this word, null where none is known, or one of the words that few images have. */
export type ProbeFeature =
  | { readonly measure: ProbeMeasure }
  | { readonly subject: PropertySubject; readonly word: string | null }
  | { readonly subject: PropertySubject; readonly isRare: true };
