/** The thread of `read-weight-file.ts`: reads the one file that it is given and says what is in it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readWeights } from '../../networks/weights/read-weights.ts';

export interface WeightFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

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

const { bytes, fileName } = workerData as WeightFile;
limitMemory(SPARE_PAGES + 2 * Math.ceil(bytes.length / PAGE));
const outcome = await readWeights(bytes, fileName);
const buffers = outcome.ok ? [...outcome.value.values()].map(({ data }) => data.buffer as ArrayBuffer) : [];
parentPort?.postMessage(outcome, [...new Set(buffers)]);
