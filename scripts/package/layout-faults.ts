/** The rules for a packaged application: which files it may hold, and how its executable must be set. */
import { FuseV1Options } from '@electron/fuses';

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>>;
}

/** The names of the packages that "dependencies" bring, from package-lock.json. */
export function productionPackages({ packages }: LockFile): ReadonlySet<string> {
  const names = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && dev !== true && devOptional !== true)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
  return new Set(names);
}

const ownFiles = [
  /^package\.json$/,
  /^dist\/electron\/[\w-]+\.(js|cjs)$/,
  /^dist\/electron\/outside-files\.json$/,
  /^dist\/electron\/recipes\/[\w.-]+\.json$/,
  /^dist\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|svg|png|woff2|wasm|json))$/,
];

const nameOfPackage = (path: string): string | undefined => /^node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(path)?.[1];

/** Files of the archive that no rule allows. @param paths as `asar list` gives them, folders included */
export function findStrangers(paths: readonly string[], packages: ReadonlySet<string>): readonly string[] {
  const listed = paths.map((path) => path.replaceAll('\\', '/').replace(/^\//, ''));
  const folders = new Set(listed.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  return listed.filter((path) => {
    const name = nameOfPackage(path);
    if (name !== undefined && packages.has(name)) return false;
    return !folders.has(path) && !ownFiles.some((rule) => rule.test(path));
  });
}

/** As electron-builder.yml asks for them. */
const wantedFuses: Readonly<Partial<Record<keyof typeof FuseV1Options, boolean>>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};

/** The states of a fuse in the executable: the digits 0 and 1. Anything else is Electron's own choice. */
const off = 0x30;
const on = 0x31;

/** Fuses that are not as they have to be. @param wire as it was read back from the executable */
export function wrongFuses(wire: Readonly<Partial<Record<FuseV1Options, number>>>): readonly string[] {
  return Object.entries(wantedFuses)
    .filter(([name, isOn]) => {
      const state = wire[FuseV1Options[name as keyof typeof FuseV1Options]];
      return state !== (isOn ? on : off);
    })
    .map(([name]) => name);
}
