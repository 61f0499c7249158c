/**
 * Which room may import what: the table of CONTRIBUTING.md as data, and the one function that reads it.
 * Type-only imports count: a type is knowledge too.
 */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { findFaultOfFloors } from './floors.mjs';

const services = [
  'main/services',
  'main/domain',
  'main/contract',
  'main/graph',
  'main/networks',
  'main/imaging',
  'main/runtime',
  'main/casebook',
];

/**
 * Room → rooms it may import besides itself. A host builds the parts, so it may see all of them;
 * hosts share `main/hosts/*.ts`.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const rooms = {
  'main/domain': [],
  'main/contract': ['main/domain'],
  'main/graph': ['main/domain'],
  'main/networks': ['main/domain', 'main/graph'],
  'main/imaging': ['main/domain'],
  'main/runtime': ['main/domain', 'main/graph'],
  'main/casebook': ['main/domain'],
  'main/services': services,
  'main/hosts': services,
  preload: ['main/contract'],
  'renderer/shared': ['main/contract', 'main/domain'],
  'renderer/reading-room': ['main/contract', 'main/domain', 'renderer/shared'],
  'renderer/laboratory': ['main/contract', 'main/domain', 'renderer/shared'],
  'renderer/shell': ['main/contract', 'main/domain', 'renderer/shared', 'renderer/reading-room', 'renderer/laboratory'],
  // The page's first program.
  renderer: ['renderer/shell', 'renderer/shared'],
};

/** Rooms that touch nothing of the machine: no files, no clock, no process. */
const pureRooms = [
  'main/domain',
  'main/contract',
  'main/graph',
  'main/networks',
  'preload',
  ...Object.keys(rooms).filter((room) => room.startsWith('renderer')),
];

const networkModules = ['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'node:dgram'];

const rendererPackages = [
  'react',
  'react-dom',
  '@mui/material',
  '@mui/utils',
  '@mui/icons-material',
  '@mui/x-charts',
  '@emotion/cache',
  '@emotion/react',
  '@emotion/styled',
  '@cornerstonejs/core',
  '@cornerstonejs/tools',
  '@cornerstonejs/metadata',
  '@cornerstonejs/utils',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@orpc/tanstack-query',
  'react-i18next',
  'wouter',
];

/**
 * Package → rooms (or folders in them) that may import it.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const packages = {
  ...Object.fromEntries(rendererPackages.map((name) => [name, ['renderer']])),
  electron: ['main/hosts/electron', 'preload'],
  'onnxruntime-node': ['main/runtime'],
  'better-sqlite3': ['main/casebook'],
  'dicom-parser': ['main/imaging'],
  dcmjs: ['main/imaging'],
  '@cornerstonejs/codec-charls': ['main/imaging/dicom/codecs'],
  '@cornerstonejs/codec-libjxl': ['main/imaging/dicom/codecs'],
  '@cornerstonejs/codec-openjpeg': ['main/imaging/dicom/codecs'],
  '@cornerstonejs/codec-openjph': ['main/imaging/dicom/codecs'],
  '@cornerstonejs/jpeg-lossless-decoder-js': ['main/imaging/dicom/codecs'],
  sharp: ['main/imaging'],
  '@bufbuild/protobuf': ['main/graph'],
  'csv-parse': ['main/services'],
  fflate: ['main/networks'],
  h5wasm: ['main/networks'],
  'lru-cache': ['main/services'],
  'p-queue': ['main/services'],
  'p-map': ['main/services'],
  'csv-stringify': ['main/domain', 'main/services', 'main/hosts', 'renderer'],
  'fastest-levenshtein': ['main/networks'],
  comlink: ['main/runtime', 'main/services'],
  'dicom-character-set': ['main/imaging'],
  i18next: ['main/contract', 'main/hosts', 'renderer'],
  commander: ['main/hosts/cli'],
  'cli-progress': ['main/hosts/cli'],
  pino: ['main/hosts'],
  zod: ['main/domain', 'main/contract', 'main/runtime', 'main/casebook', 'main/services', 'main/hosts', 'renderer'],
  '@orpc/contract': ['main/contract', 'renderer'],
  '@orpc/server': ['main/services', 'main/hosts'],
  '@orpc/client': ['main/hosts', 'renderer'],
};

const testFile = /\.(test|test-d)\.tsx?$/;

/** @param {string} path from the root, with slashes @param {readonly string[]} folders */
const isIn = (path, folders) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

/** The innermost. @param {string} path */
const roomOf = (path) => Object.keys(rooms).find((room) => isIn(path, [room])) ?? null;

/** Packages that a test may import in any room. */
const testPackages = ['vitest', 'fast-check', 'vitest-browser-react'];

/** Scripts, benches, `tests/` and the configuration in the root use what they like, and so do tests of rooms that may
 * touch the machine. @param {string} path */
function isFree(path) {
  const room = roomOf(path);
  return room === null || (testFile.test(path) && !pureRooms.includes(room));
}

/**
 * @param {string} importer path of the importing file from the root, with slashes
 * @param {string} specifier as written
 * @returns {string | null} the fault as a sentence
 */
export function findFault(importer, specifier) {
  if (isFree(importer)) return null;
  const room = /** @type {string} */ (roomOf(importer));
  if (testFile.test(importer)) return faultOfTest(room, importer, specifier);
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(importer), specifier);
    return faultOfRoom(room, target) ?? findFaultOfFloors(importer, target);
  }
  if (isBuiltin(specifier)) return faultOfBuiltin(room, specifier);
  return faultOfPackage(importer, specifier);
}

/**
 * A test of a pure room imports what its room may, of every floor; besides, files in `tests/`, which may build things
 * from other rooms, and Node's own modules to read fixtures.
 * @param {string} room @param {string} importer @param {string} specifier
 */
function faultOfTest(room, importer, specifier) {
  if (isBuiltin(specifier)) return null;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(importer), specifier);
    return isIn(target, ['tests']) ? null : faultOfRoom(room, target);
  }
  return testPackages.includes(packageOf(specifier)) ? null : faultOfPackage(importer, specifier);
}

/** @param {string} specifier */
const packageOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** @param {string} importer @param {string} specifier */
function faultOfPackage(importer, specifier) {
  const name = packageOf(specifier);
  const allowed = packages[name];
  if (!allowed) return `${name} is in no category: say in scripts/lint/import-table.mjs which rooms may import it.`;
  return isIn(importer, allowed) ? null : `${name} may be imported only in ${allowed.join(', ')}.`;
}

/** @param {string} room @param {string} target path from the root */
function faultOfRoom(room, target) {
  const other = roomOf(target);
  const allowed = rooms[room] ?? [];
  if (other === room || (other !== null && allowed.includes(other))) return null;
  return `${room} may not import ${other ?? target}; it may import ${allowed.join(', ') || 'nothing of ours'}.`;
}

/** @param {string} room @param {string} specifier */
function faultOfBuiltin(room, specifier) {
  const name = specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  if (pureRooms.includes(room)) return `${room} runs anywhere and imports nothing of Node, so not ${name}.`;
  if (networkModules.includes(name) && room !== 'main/hosts') {
    return `${name} may be imported only in main/hosts.`;
  }
  return null;
}

/** @param {string} path from the root */
export const mayReadArguments = (path) => isFree(path) || isIn(path, ['main/hosts', 'preload']);
