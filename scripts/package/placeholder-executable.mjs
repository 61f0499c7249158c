/** Marks the fuses in Electron's executables: https://www.electronjs.org/docs/latest/tutorial/fuses. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const version = 1;
const inherit = 0x90;
const fuses = 9;

/** A file that is no program but has fuses, which can be flipped and read back as those of Electron. */
export const placeholderExecutable = () =>
  Buffer.concat([
    Buffer.from(`not an executable\n${sentinel}`),
    Buffer.from([version, fuses, ...Array.from({ length: fuses }, () => inherit)]),
    Buffer.from('\n'),
  ]);
