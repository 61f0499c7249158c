/** The installers' configuration: what electron-builder itself says of it, and what it must hold. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import builder, { type Configuration } from 'electron-builder';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/setup/setup.mjs';

interface Manifest {
  readonly main: string;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

describe('electron-builder.yml', () => {
  let config: Configuration;

  beforeAll(async () => {
    const packager = new builder.Packager({ projectDir: root });
    // Throws where a key or value does not fit electron-builder's own schema.
    await packager.validateConfig();
    config = packager.config;
  });

  test('makes the installers that each platform expects', () => {
    expect(config.win?.target).toBe('nsis');
    expect(config.mac?.target).toBe('dmg');
    expect(config.linux?.target).toEqual(['AppImage', 'deb']);
  });

  test('opens DICOM files from the desktop', () => {
    expect(config.fileAssociations).toMatchObject([{ ext: ['dcm', 'dicom'], mimeType: 'application/dicom' }]);
  });

  test('brings models, samples and licences as files beside the program', () => {
    expect(config.extraResources).toEqual([
      { from: 'models', to: 'models' },
      { from: 'assets/samples', to: 'assets/samples' },
      { from: 'dist/third-party', to: 'third-party' },
    ]);
    expect(existsSync(join(root, 'models'))).toBe(true);
    expect(existsSync(join(root, String(config.directories?.buildResources), 'icon.png'))).toBe(true);
  });

  test('unpacks all native code, and compiles none', () => {
    const natives = ['onnxruntime-node', 'better-sqlite3', 'sharp'];
    expect(natives.filter((name) => !(name in manifest.dependencies))).toEqual([]);
    for (const name of [...natives, '@img']) expect(String(config.asarUnpack), name).toContain(`node_modules/${name}/`);
    expect(config.npmRebuild).toBe(false);
  });

  test('leaves out other platforms’ binaries and the Node that is for running from source', () => {
    const left = (config.files as readonly { readonly filter: readonly string[] }[]).flatMap(({ filter }) => filter);
    expect(left).toContain('!node_modules/onnxruntime-node/bin/napi-v6/!(${platform})/**');
    expect(left).toContain('!node_modules/onnxruntime-node/bin/napi-v6/${platform}/!(${arch})/**');
    expect(existsSync(join(root, 'node_modules/onnxruntime-node/bin/napi-v6', process.platform, process.arch))).toBe(
      true,
    );
    expect(Object.keys(manifest.optionalDependencies).every((name) => /^node-(linux|win)-/.test(name))).toBe(true);
  });

  test('closes what Electron leaves open', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });
});
