import { valueOf, type ServedContract } from './serve-contract.ts';
import type { Workstation } from '../composition/workstation.ts';

export const serveExams = (os: ServedContract, { exams }: Workstation) => ({
  list: os.exams.list.handler(() => exams.list()),
  start: os.exams.start.handler(({ input }) => valueOf(exams.start(input))),
});
