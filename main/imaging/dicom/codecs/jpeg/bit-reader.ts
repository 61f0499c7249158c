import { undecodable } from '../decoded-samples.ts';

/** Reads the bits of entropy-coded data, most significant first, up to the next marker. ITU-T T.81 F.2.2.5. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  /** The bits read ahead are the lowest `#count` ones; the last `#padding` of them are made up, after the data's end. */
  #bits = 0;
  #count = 0;
  #padding = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** The next 16 bits, without taking them; zeros after the end of the data. */
  peek16(): number {
    while (this.#count < 16) this.#pull();
    return (this.#bits >>> (this.#count - 16)) & 0xffff;
  }

  /** Takes up to 16 bits that have been peeked at; those after the end of the data can't be taken. */
  skip(length: number): void {
    if (length > this.#count - this.#padding) throw undecodable('JPEG');
    this.#count -= length;
  }

  take(length: number): number {
    const bits = this.peek16() >>> (16 - length);
    this.skip(length);
    return bits;
  }

  /** The rest of the current byte is padding; what comes next is a marker. */
  markerPosition(): number {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0)) at++;
    return at;
  }

  #pull(): void {
    const byte = this.#bytes[this.#at];
    const isStuffed = byte === 0xff && this.#bytes[this.#at + 1] === 0;
    const isOver = byte === undefined || (byte === 0xff && !isStuffed);
    this.#bits = (this.#bits << 8) | (isOver ? 0 : byte);
    this.#count += 8;
    if (isOver) this.#padding += 8;
    else this.#at += isStuffed ? 2 : 1;
  }
}
