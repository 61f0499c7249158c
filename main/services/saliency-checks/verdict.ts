import type { SaliencyCheck, SaliencyFailure } from '../../domain/saliency-checks/saliency-check.ts';

type Measured = Pick<SaliencyCheck, 'sanity' | 'faithfulness' | 'repeatability' | 'phantoms'>;

/** The tests that were failed; a test without figures is not. */
export function failuresOf({ sanity, faithfulness, repeatability, phantoms }: Measured): SaliencyFailure[] {
  const tests = { sanity, faithfulness, repeatability, phantoms: phantoms?.figures ?? null };
  return (['sanity', 'faithfulness', 'repeatability', 'phantoms'] as const)
    .filter((test) => tests[test]?.passed === false)
    .map((test) => ({ test }));
}
