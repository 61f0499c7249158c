import { tag as knownTags } from '../../../main/imaging/dicom/data-set/tags.ts';
import { oddNumber, oddTexts, type Chance } from '../chance.ts';
import { changeBytes, changeOften, changeOne, changeOrder, damaged } from '../changes.ts';
import {
  element,
  isBytes,
  isItems,
  textElement,
  wordElement,
  writeDicomFile,
  type DicomElement,
  type DicomFile,
  type DicomItem,
} from './dicom-file.ts';
import { pictures } from './dicom-pictures.ts';
import type { FuzzedParser } from '../parser.ts';
import { readPicture } from './read-picture.ts';

const tags = Object.values(knownTags).map((name) => parseInt(name.slice(1), 16));
const vrs = [
  ['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FL', 'FD', 'IS', 'LO', 'LT', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW'],
  ['PN', 'SH', 'SL', 'SQ', 'SS', 'ST', 'SV', 'TM', 'UC', 'UI', 'UL', 'UN', 'UR', 'US', 'UT', 'UV', '??', '\0\0'],
].flat();
const terms = [
  ['MONOCHROME1', 'MONOCHROME2', 'RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT', 'PALETTE COLOR', 'XYB'],
  ['ARGB', 'CMYK', 'SIGMOID', 'LINEAR_EXACT', 'INVERSE', 'IDENTITY', '01', 'L', 'R', 'LL', 'ISO_IR 192', 'GB18030'],
  ['\\ISO 2022 IR 87', 'ISO_IR 13', 'CHEST', 'CT', 'MG', 'ISO_10918_1'],
].flat();
const syntaxes = [
  ['', '.1', '.1.98', '.1.99', '.2', '.5', '.8.1', '.4.50', '.4.51', '.4.57', '.4.70', '.4.80', '.4.90', '.4.110'],
  ['.4.112', '.4.201', '.4.53', '.4.94', '.4.100', '.6.1', '.77'],
]
  .flat()
  .map((end) => `1.2.840.10008.1.2${end}`);
const isText = (vr: string): boolean => ['DS', 'IS', 'CS', 'DA', 'TM', 'AS', 'LO', 'PN', 'UI', 'SH'].includes(vr);

function changeValue(chance: Chance, one: DicomElement): DicomElement {
  const { tag, vr, value } = one;
  if (isItems(value)) return { ...one, value: value.length === 0 ? value : changeItems(chance, value) };
  if (!isBytes(value)) return { ...one, value: { fragments: changeFragments(chance, value.fragments) } };
  if (isText(vr)) return { ...one, value: textElement(tag, vr, chance.pick(chance.is(0.6) ? oddTexts : terms)).value };
  if (vr !== 'US' || value.length < 2) return { ...one, value: changeBytes(chance, value) };
  const words = Array.from(new Uint16Array(value.slice(0, value.length & ~1).buffer));
  return wordElement(tag, ...changeOne(chance, words, (word) => oddNumber(chance, word, 16)));
}

function changeFragments(chance: Chance, fragments: readonly Uint8Array[]): readonly Uint8Array[] {
  if (fragments.length === 0 || chance.is(0.4)) return changeOrder(chance, fragments);
  return changeOne(chance, fragments, (fragment) => {
    if (fragment.length > 0) return changeBytes(chance, fragment);
    return new Uint8Array(Uint32Array.from({ length: chance.below(4) }, () => oddNumber(chance, 40, 32)).buffer);
  });
}

function changeItems(chance: Chance, items: readonly DicomItem[]): readonly DicomItem[] {
  if (chance.is(0.3)) return changeOrder(chance, items);
  return changeOne(chance, items, (item) => {
    if (chance.is(0.25)) return { ...item, statedLength: chance.pick([0xffffffff, 0, oddNumber(chance, 20, 32)]) };
    return { ...item, elements: changeElements(chance, item.elements) };
  });
}

function misstated(chance: Chance, one: DicomElement): DicomElement {
  const length = isBytes(one.value) ? one.value.length : 0xffffffff;
  return { ...one, statedLength: chance.is(0.3) ? 0xffffffff : oddNumber(chance, length, chance.is(0.5) ? 16 : 32) };
}

function nested(chance: Chance, one: DicomElement): DicomElement {
  const statedLength = chance.pick([{}, { statedLength: 0xffffffff }]);
  let inner = one;
  for (let depth = chance.pick([1, 1, 2, 5, 49, 51, 60]); depth > 0; depth--)
    inner = {
      ...element(chance.pick([0x00081115, one.tag, 0x00091001]), 'SQ', [{ elements: [inner], ...statedLength }]),
      ...statedLength,
    };
  return inner;
}

function added(chance: Chance): DicomElement {
  const tag = chance.is(0.9) ? chance.pick(tags) : oddNumber(chance, 0x00091001, 32);
  const kind = chance.below(4);
  if (kind === 0)
    return wordElement(tag, ...Array.from({ length: 1 + chance.below(3) }, () => oddNumber(chance, 8, 16)));
  if (kind === 1) return textElement(tag, chance.pick(['DS', 'IS', 'CS', 'LO', 'DA']), chance.pick(oddTexts));
  if (kind === 2) return element(tag, 'SQ', [{ elements: chance.is(0.5) ? [added(chance)] : [] }]);
  return element(
    tag,
    chance.pick(vrs),
    Uint8Array.from({ length: 2 * chance.below(9) }, () => chance.below(256)),
  );
}

function changeElements(chance: Chance, elements: readonly DicomElement[]): readonly DicomElement[] {
  if (elements.length === 0) return [added(chance)];
  const sorted = (list: readonly DicomElement[]) => (chance.is(0.85) ? list.toSorted((a, b) => a.tag - b.tag) : list);
  const kind = chance.below(20);
  if (kind < 9) return changeOne(chance, elements, (one) => changeValue(chance, one));
  if (kind < 10) return changeOne(chance, elements, (one) => ({ ...one, vr: chance.pick(vrs) }));
  if (kind < 11) return changeOne(chance, elements, (one) => misstated(chance, one));
  if (kind < 12) return changeOne(chance, elements, (one) => nested(chance, one));
  if (kind < 14) return changeOrder(chance, elements);
  // What says how the pixels lie.
  const isOfPixels = ({ tag }: DicomElement): boolean => tag >>> 16 === 0x0028 || tag >>> 16 === 0x7fe0;
  if (kind < 17) return elements.map((one) => (isOfPixels(one) && chance.is(0.2) ? changeValue(chance, one) : one));
  return sorted([...elements, added(chance)]);
}

export function makeDicomInput(chance: Chance, bases: readonly DicomFile[]): Uint8Array {
  const elementsChange = (file: DicomFile): DicomFile => ({ ...file, elements: changeElements(chance, file.elements) });
  const changed = changeOften<DicomFile>(chance, chance.pick(bases), [
    elementsChange,
    elementsChange,
    elementsChange,
    elementsChange,
    elementsChange,
    elementsChange,
    (file) => ({ ...file, meta: changeElements(chance, file.meta) }),
    (file) => ({
      ...file,
      syntax: chance.pick(syntaxes),
      encoding: chance.pick(['explicit', 'implicit', 'big', file.encoding]),
    }),
  ]);
  return damaged(chance, writeDicomFile(changed));
}

export const dicom: FuzzedParser = {
  name: 'DICOM',
  share: 0.2,
  prepare: () => Promise.resolve((chance) => makeDicomInput(chance, pictures)),
  read: readPicture,
};
