/** A program of a pool's process, for the tests of pools. */
import { serveProcess } from '../../main/runtime/process/serve-process.ts';

const held: Buffer[] = [];

const api = {
  add: (a: number, b: number): Promise<number> => Promise.resolve(a + b),
  sum: (values: Float32Array): Promise<Float32Array> =>
    Promise.resolve(Float32Array.of(values.reduce((sum, value) => sum + value, 0))),
  fail: (why: string): Promise<never> => Promise.reject(new RangeError(why)),
  crash(): Promise<never> {
    process.exit(3);
  },
  spin(): Promise<never> {
    for (;;);
  },
  /** Takes memory, 20 MB at a time, and keeps it. */
  async take(megabytes: number): Promise<number> {
    for (let taken = 0; taken < megabytes; taken += 20) {
      held.push(Buffer.alloc(20e6, 1));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return process.pid;
  },
};

export type TestProcessApi = typeof api;

serveProcess(api);
