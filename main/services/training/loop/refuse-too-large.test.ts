import { expect, test } from 'vitest';
import { float32 } from '../../../domain/tensor.ts';
import { createBuilder } from '../../../graph/ir/builder.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import { faultError } from '../../../domain/faults/fault.ts';

/** The same four megabytes under many names. */
function graphOf(tensors: number) {
  const tensor = float32([2 ** 20], new Float32Array(2 ** 20));
  const initializers = Array.from({ length: tensors }, (_, i) => [`weight ${i}`, tensor] as const);
  return { ...createBuilder().finish(), initializers: new Map(initializers) };
}

test('parameters beyond what a model file holds are refused with their size', () => {
  expect(() => refuseTooLarge(graphOf(511))).not.toThrow();
  expect(() => refuseTooLarge(graphOf(600))).toThrow(faultError('training.network-too-large', { gigabytes: 2.5 }));
});
