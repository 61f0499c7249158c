import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NO_GRADIENT } from '../shared/gradient-rule.ts';
import { gradientRules } from './gradient-rules.ts';

const files = new Set(readdirSync(import.meta.dirname));
const kebab = (op: string): string => op.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
const differentiable = Object.keys(gradientRules).filter((op) => gradientRules[op] !== NO_GRADIENT);

test.each(differentiable)('the rule of %s has a file and a numeric test beside it', (op) => {
  expect(files).toContain(`${kebab(op)}.ts`);
  expect(files).toContain(`${kebab(op)}.test.ts`);
});
