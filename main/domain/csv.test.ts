import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('names with commas and quotes stay one field, and what is not known is empty', () => {
  expect(
    toCsv([
      ['model', 'auc'],
      ['ResNet-18, "all"', 0.95],
      ['ViT', null],
    ]),
  ).toBe('model,auc\r\n"ResNet-18, ""all""",0.95\r\nViT,\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('the text %j is no formula in a spreadsheet', (text) => {
  expect(toCsv([[text]])).toBe(`'${text}\r\n`);
});

test('numbers stay numbers, also negative ones', () => {
  expect(toCsv([[-0.5, 1e-7, 0]])).toBe('-0.5,1e-7,0\r\n');
});
