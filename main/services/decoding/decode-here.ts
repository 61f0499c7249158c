import { failure, success, type Outcome } from '../../domain/outcome.ts';
import type { ReadingLimits } from '../../domain/reading-budget.ts';
import { isDicom } from '../../imaging/dicom/data-set/data-set.ts';
import { readFileIds } from '../../imaging/dicom/directory.ts';
import { readable } from '../../imaging/image-file/readable.ts';
import { toModelImage } from '../../imaging/preprocessing/preprocess.ts';
import { readImage } from '../../imaging/read-image.ts';
import { listArchive } from '../disk/archive.ts';
import { faultOfError } from '../disk/fault-of-error.ts';
import { isOtherFile } from '../files/other-files.ts';
import { readSource, type Source } from '../files/read-source.ts';
import type { Decoder, FrameWish } from './decoder.ts';
import { inspectFile } from './inspect-file.ts';
import { measureImage } from './measure-image.ts';
import { summariseFrame } from './summarise-image.ts';

/** Opens files in the process that asks: for the decoders' own processes, and for tests. */
export function decodeHere(limits: ReadingLimits): Decoder {
  async function open(bytes: Uint8Array, index: number) {
    const image = await readImage(bytes, limits);
    if (!image.ok) return image;
    const { format, header, frameCount } = image.value;
    if (index >= frameCount) return failure('image.no-such-frame', { count: frameCount });
    const frame = await image.value.frame(index);
    return frame.ok ? success({ format, header, frameCount, frame: frame.value }) : frame;
  }
  return {
    async identify(path) {
      const source = await readSource(path);
      if (!source.ok) return source;
      const { bytes, sha256 } = source.value;
      return success({ sha256, isDicom: isDicom(bytes), isOther: isOtherFile(path, bytes) });
    },
    async index(path) {
      const source = await readSource(path);
      if (!source.ok) return source;
      const ids = await readable(() => readFileIds(source.value.bytes, limits));
      return ids.ok ? ids : failure('disc.index-damaged', {});
    },
    async archive(path) {
      try {
        return success(await listArchive(path));
      } catch (error) {
        return { ok: false, error: faultOfError(error) };
      }
    },
    async summary(path, models) {
      const source = await readSource(path);
      if (!source.ok) return source;
      const opened = await open(source.value.bytes, 0);
      if (!opened.ok) return opened;
      const { frame, ...image } = opened.value;
      const { sha256 } = source.value;
      return success({ ...image, sha256, ...(await summariseFrame(frame, image, models)) });
    },
    async image(path, { frame, sha256 }: FrameWish) {
      const source = await readMeant(path, sha256);
      if (!source.ok) return source;
      const opened = await open(source.value.bytes, frame);
      return opened.ok ? success({ ...opened.value, sha256: source.value.sha256 }) : opened;
    },
    async header(path) {
      const source = await readSource(path);
      if (!source.ok) return source;
      const { bytes, sha256 } = source.value;
      const image = isDicom(bytes) ? await readImage(bytes, limits) : null;
      return success({ sha256, header: image?.ok === true ? image.value.header : null });
    },
    async features(path, sha256) {
      const source = await readMeant(path, sha256);
      return source.ok ? success(await measureImage(source.value.bytes, limits)) : source;
    },
    async modelImage(path, spec) {
      const source = await readSource(path);
      if (!source.ok) return source;
      const opened = await open(source.value.bytes, 0);
      if (!opened.ok) return opened;
      const { frame, header } = opened.value;
      return success({ image: toModelImage(frame, spec), header, sha256: source.value.sha256 });
    },
    inspect: (path) => inspectFile(path, limits),
  };
}

async function readMeant(path: string, sha256?: string | null): Promise<Outcome<Source>> {
  const source = await readSource(path);
  if (!source.ok || sha256 === undefined || source.value.sha256 === sha256) return source;
  return failure('file.changed-since-import', {});
}
