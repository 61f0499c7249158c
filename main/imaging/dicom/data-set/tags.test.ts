import dcmjs from 'dcmjs';
import { expect, test } from 'vitest';
import { tag } from './tags.ts';

test('every tag is the one that the DICOM dictionary gives its keyword', () => {
  const { nameMap } = dcmjs.data.DicomMetaDictionary;
  const inDictionary = Object.keys(tag).map((keyword) => {
    const digits = nameMap[keyword]?.tag.replaceAll(/[(),]/g, '').toLowerCase();
    return [keyword, `x${digits}`];
  });
  expect(Object.entries(tag)).toEqual(inDictionary);
});
