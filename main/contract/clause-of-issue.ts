import type { z } from 'zod';
import { clauseOf, type Clause } from '../domain/messages/clause.ts';

/** The reason why an input is refused by its schema, by the name of the field. */
export function clauseOfIssue(issue: z.core.$ZodIssue): Clause {
  const setting = issue.path.join('.');
  switch (issue.code) {
    case 'too_small':
      return clauseOf(issue.inclusive === false ? 'setting.above' : 'setting.at-least', {
        setting,
        limit: Number(issue.minimum),
      });
    case 'too_big':
      return clauseOf(issue.inclusive === false ? 'setting.below' : 'setting.at-most', {
        setting,
        limit: Number(issue.maximum),
      });
    case 'invalid_value':
      return clauseOf('setting.one-of', { setting, choices: issue.values.map(String) });
    case 'unrecognized_keys':
      return clauseOf('setting.unknown', { setting: issue.keys.join(', ') });
    case 'invalid_type':
      return clauseOf(issue.expected === 'int' ? 'setting.whole-number' : 'setting.not-allowed', { setting });
    default:
      return clauseOf('setting.not-allowed', { setting });
  }
}
