/** The program of `read-weight-file.ts`: says what is in a file. */
import { transfer } from 'comlink';
import type { Outcome } from '../../domain/outcome.ts';
import { readWeights, type Weights } from '../../networks/weights/read-weights.ts';
import { serveThread } from '../../runtime/threads/serve-thread.ts';

const PAGE = 2 ** 16;
/** Beyond the file's size: the library itself, and its tables. */
const SPARE_PAGES = 2 ** 12;

/** A library in WebAssembly takes no more memory than this from here on; it is told that there is none. */
function limitMemory(pages: number): void {
  const grow = Reflect.get(WebAssembly.Memory.prototype, 'grow');
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, by: number) {
    if (this.buffer.byteLength / PAGE + by > pages) throw new RangeError('The file asks for too much memory');
    return grow.call(this, by);
  };
}

const weightFileApi = {
  /** Once in a thread. */
  async read(bytes: Uint8Array, fileName: string): Promise<Outcome<Weights>> {
    limitMemory(SPARE_PAGES + 2 * Math.ceil(bytes.length / PAGE));
    const outcome = await readWeights(bytes, fileName);
    const buffers = outcome.ok ? [...outcome.value.values()].map(({ data }) => data.buffer as ArrayBuffer) : [];
    return transfer(outcome, [...new Set(buffers)]);
  },
};

export type WeightFileApi = typeof weightFileApi;

serveThread(weightFileApi);
