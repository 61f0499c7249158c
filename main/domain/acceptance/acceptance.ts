/** Whom a model was made for, as its card says it: images of others are not scored. */
import { z } from 'zod';

export const bodyParts = ['chest', 'abdomen', 'head', 'neck and spine', 'arm', 'leg', 'breast'] as const;
export type BodyPart = (typeof bodyParts)[number];

export const views = ['frontal', 'lateral', 'oblique'] as const;
export type ViewName = (typeof views)[number];

/** For an image whose file does not say it: score it, score it with a flag, or refuse it. */
const unstatedRule = z.enum(['score', 'flag', 'refuse']);
export type UnstatedRule = z.infer<typeof unstatedRule>;

export const acceptanceSchema = z.object({
  /** Modality (0008,0060); where left out, every kind of radiograph. */
  modalities: z.array(z.string().min(1)).min(1).optional(),
  /** Any where left out. */
  views: z.array(z.enum(views)).min(1).optional(),
  /** Any where left out. */
  bodyParts: z.array(z.enum(bodyParts)).min(1).optional(),
  /** Years of age at the study's date: `from` or older, younger than `below`. */
  age: z
    .object({ from: z.number().nonnegative().optional(), below: z.number().positive().optional() })
    .refine(({ from = 0, below = Infinity }) => from < below, 'must begin before it ends')
    .optional(),
  /** Patient's Sex (0010,0040). */
  sex: z.enum(['F', 'M']).optional(),
  /** Pixels of the shorter side. */
  leastSide: z.number().int().positive().optional(),
  /** Bits Stored (0028,0101). */
  leastBits: z.number().int().positive().optional(),
  /** Scored where left out, but for an age or a sex that the model asks for, which are flagged. */
  unstated: z
    .object({
      modality: unstatedRule,
      view: unstatedRule,
      bodyPart: unstatedRule,
      age: unstatedRule,
      sex: unstatedRule,
    })
    .partial()
    .optional(),
});
export type Acceptance = z.infer<typeof acceptanceSchema>;
export type AgeRange = NonNullable<Acceptance['age']>;
export type StatedFact = keyof NonNullable<Acceptance['unstated']>;

/** A doubt that stands beside a score wherever it is shown. */
export const scoreFlag = z.enum([
  'modality-unknown',
  'view-unknown',
  'body-part-unknown',
  'age-unknown',
  'sex-unknown',
]);
export type ScoreFlag = z.infer<typeof scoreFlag>;

export function ruleFor(fact: StatedFact, { unstated, age, sex }: Acceptance): UnstatedRule {
  const isAsked = (fact === 'age' && age !== undefined) || (fact === 'sex' && sex !== undefined);
  return unstated?.[fact] ?? (isAsked ? 'flag' : 'score');
}

const facts: readonly StatedFact[] = ['modality', 'view', 'bodyPart', 'age', 'sex'];

/** The same, where what would be flagged is refused. */
export function refusingUnknown(acceptance: Acceptance): Acceptance {
  const flagged = facts.filter((fact) => ruleFor(fact, acceptance) === 'flag');
  if (flagged.length === 0) return acceptance;
  const refused = Object.fromEntries(flagged.map((fact) => [fact, 'refuse' as const]));
  return { ...acceptance, unstated: { ...acceptance.unstated, ...refused } };
}
