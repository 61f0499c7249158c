/** A few of the inputs of `npm run fuzz`, the same at every run. */
import { expect, test } from 'vitest';
import { parsers } from './parsers.ts';
import { makeInput, tryInput } from './try-input.ts';

const seed = 1;

test.each(parsers.map((parser) => [parser.name, parser] as const))(
  '%s: whatever is changed in a file, it is opened soundly or refused with a fault, and half are known by their kind',
  async (_, parser) => {
    const inputs = Math.min(300, Math.max(20, Math.ceil(6000 * parser.share)));
    const make = await parser.prepare();
    const failures: string[] = [];
    let pastHeader = 0;
    for (let number = 0; number < inputs; number++) {
      const tried = await tryInput(parser, makeInput(parser, make, { seed, number }));
      if ('failure' in tried) failures.push(`input ${number}: ${tried.failure}`);
      else if (tried.reading.isPastHeader) pastHeader++;
    }
    expect(failures).toEqual([]);
    expect(pastHeader).toBeGreaterThanOrEqual(inputs / 2);
  },
);
