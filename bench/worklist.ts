import { openCasebook } from '../main/casebook/open-casebook.ts';
import { makeImage } from '../tests/support/make-casework.ts';
import { medianMs, type Measurement } from './measure.ts';

const STUDIES = 20_000;

/** A page of the worklist over many studies, sorted and searched, against importing one study. */
export async function benchWorklist(): Promise<Measurement> {
  const casebook = openCasebook(':memory:', () => new Date('2026-11-20T12:00:00Z'));
  const began = performance.now();
  for (let number = 1; number <= STUDIES; number++) casebook.instances.import(makeImage(number));
  const importMs = (performance.now() - began) / STUDIES;
  const query = {
    search: '',
    filter: 'all',
    sort: 'patientName',
    descending: false,
    offset: 0,
    limit: 200,
    keep: [],
  } as const;
  const sortMs = await medianMs(() => Promise.resolve(casebook.worklist.query(query)), 10);
  const searchMs = await medianMs(
    () => Promise.resolve(casebook.worklist.query({ ...query, search: `person ${STUDIES}` })),
    10,
  );
  const words = Array.from({ length: 66 }, (_, i) => `${String.fromCharCode(97 + (i % 26))}${i % 10}`).join(' ');
  const manyMs = await medianMs(() => Promise.resolve(casebook.worklist.query({ ...query, search: words })), 10);
  const meaning = `a search over ${STUDIES} studies ${searchMs.toFixed(1)} ms (of 66 words ${manyMs.toFixed(1)} ms), a sorted page ${sortMs.toFixed(1)} ms, to importing a study ${importMs.toFixed(2)} ms`;
  return { name: 'worklist', ratio: searchMs / importMs, meaning };
}
