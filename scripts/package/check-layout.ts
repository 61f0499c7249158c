/**
 * Looks at what `npm run package` made: the archive's files against the
 * rules, the files beside it against their hashes, and the fuses of its executable.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { getCurrentFuseWire } from '@electron/fuses';
import { changedOutsideFiles } from '../../main/hosts/electron/outside-files.ts';
import { root, say } from '../setup/setup.mjs';
import { findStrangers, productionPackages, wrongFuses } from './layout-faults.ts';

const release = join(root, 'release');
const places = [
  { archive: '*-unpacked/resources/app.asar', executables: ['overread', 'Overread.exe'] },
  { archive: 'mac*/Overread.app/Contents/Resources/app.asar', executables: ['../MacOS/Overread'] },
];
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Parameters<
  typeof productionPackages
>[0];

const faults: string[] = [];
let archives = 0;
for (const { archive, executables } of places) {
  for (const found of globSync(archive, { cwd: release })) {
    archives += 1;
    const path = join(release, found);
    const strangers = findStrangers(listPackage(path, { isPack: false }), productionPackages(lock));
    faults.push(...strangers.map((file) => `${found} holds ${file}, which no rule of layout-faults.ts allows`));
    const changed = await changedOutsideFiles(join(root, 'dist/electron'), join(path, '..'));
    faults.push(...changed.map((file) => `${file} beside ${found} is not what the archive lists`));
    const executable = executables.map((name) => join(path, '..', '..', name)).find((each) => existsSync(each));
    if (executable === undefined) faults.push(`${found} has no executable beside it`);
    else
      faults.push(
        ...wrongFuses(await getCurrentFuseWire(executable)).map((fuse) => `the fuse ${fuse} is not as wanted`),
      );
  }
}
if (archives === 0) faults.push('there is no packaged application in release/');
for (const fault of faults) say(fault);
if (faults.length === 0)
  say('the archive holds what it may, what lies beside it is listed there, and the fuses are as wanted.');
process.exit(faults.length === 0 ? 0 : 1);
