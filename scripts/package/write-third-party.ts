/** Writes dist/third-party: the licences of all that is shipped, and the list of its packages (CycloneDX, by npm). */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '../setup/setup.mjs';
import { noticeOf, shippedFolders, type LockedPackages } from './third-party.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Readonly<Record<string, string>> };
const { packages } = JSON.parse(read('package-lock.json')) as { packages: LockedPackages };

const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter((path) => !/\.test\.tsx?$/.test(path));
const text = sources.map(read).join('\n');
const ofPages = Object.keys(devDependencies).filter((name) => text.includes(`'${name}'`) || text.includes(`'${name}/`));

const notices = shippedFolders(packages, ofPages).map((folder) => noticeOf(root, folder));
const known = notices.filter((notice) => notice !== null);
const folder = join(root, 'dist/third-party');
mkdirSync(folder, { recursive: true });
const rule = `\n\n${'-'.repeat(80)}\n\n`;
const head = 'Overread is made with these packages. Electron and Chromium bring their own notices.';
writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), `${[head, ...known].join(rule)}\n`);

const npm = process.env['npm_execpath'];
const sbom = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const options = { cwd: root, maxBuffer: 1024 ** 3, shell: npm === undefined && process.platform === 'win32' };
const list = npm ? execFileSync(process.execPath, [npm, ...sbom], options) : execFileSync('npm', sbom, options);
writeFileSync(join(folder, 'sbom.cdx.json'), list);
say(`the licences of ${known.length} packages and the SBOM lie in dist/third-party.`);
