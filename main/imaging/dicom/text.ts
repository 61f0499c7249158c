/** Specific Character Set (0008,0005), PS3.3 C.12.1.1.2, as labels of the Encoding standard. */
const labels: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'iso-8859-1',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'iso-8859-9',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'tis-620',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** ISO 2022 escape sequences (after ESC), PS3.3 tables C.12-3 and C.12-4. */
const escapes: Readonly<Record<string, { label: string; toBytes?: (bytes: Uint8Array) => Uint8Array }>> = {
  '(B': { label: 'ascii' },
  '(J': { label: 'shift_jis' },
  ')I': { label: 'shift_jis' },
  '-A': { label: 'iso-8859-1' },
  '-B': { label: 'iso-8859-2' },
  '-C': { label: 'iso-8859-3' },
  '-D': { label: 'iso-8859-4' },
  '-L': { label: 'iso-8859-5' },
  '-G': { label: 'iso-8859-6' },
  '-F': { label: 'iso-8859-7' },
  '-H': { label: 'iso-8859-8' },
  '-M': { label: 'iso-8859-9' },
  '-T': { label: 'tis-620' },
  '$)C': { label: 'euc-kr' },
  '$)A': { label: 'gbk' },
  // JIS X 0208 and 0212 in seven bits; EUC-JP is the same with the top bit set, 0212 behind a 0x8F.
  $B: { label: 'euc-jp', toBytes: (bytes) => bytes.map((byte) => byte | 0x80) },
  '$(D': {
    label: 'euc-jp',
    toBytes: (bytes) => Uint8Array.from([...bytes].flatMap((byte, i) => (i % 2 ? [byte | 0x80] : [0x8f, byte | 0x80]))),
  },
};

const escape = 0x1b;

/** Text in the character sets that the file names; trimmed. Without a name it is ASCII, read as Latin-1. */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const first = (characterSets[0] ?? '').replace('ISO 2022 IR', 'ISO_IR');
  const initial = labels[first] ?? 'iso-8859-1';
  if (!bytes.includes(escape)) return tidy(new TextDecoder(initial).decode(bytes));
  let text = '';
  let start = 0;
  let coding: (typeof escapes)[string] = { label: initial };
  for (let at = bytes.indexOf(escape); at >= 0; at = bytes.indexOf(escape, start)) {
    text += decodeRun(bytes.subarray(start, at), coding, initial);
    const [sequence, next] = Object.entries(escapes).find(([s]) => startsWith(bytes, at + 1, s)) ?? ['', coding];
    coding = next;
    start = at + 1 + sequence.length;
  }
  return tidy(text + decodeRun(bytes.subarray(start), coding, initial));
}

/** Name parts end (^, =) back in the initial set: PS3.5 6.1.2.5.3. */
function decodeRun(bytes: Uint8Array, coding: (typeof escapes)[string], initial: string): string {
  const end = bytes.findIndex((byte) => byte === 0x5e || byte === 0x3d);
  const isTwoByte = coding.toBytes !== undefined;
  const run = end < 0 || isTwoByte ? bytes : bytes.subarray(0, end);
  const text = new TextDecoder(coding.label).decode(coding.toBytes?.(run) ?? run);
  return run === bytes ? text : text + new TextDecoder(initial).decode(bytes.subarray(end));
}

function startsWith(bytes: Uint8Array, at: number, sequence: string): boolean {
  return sequence === String.fromCharCode(...bytes.subarray(at, at + sequence.length));
}

function tidy(text: string): string {
  return text.replaceAll('\0', '').trim();
}
