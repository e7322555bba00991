import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { findBrowser, findClientTool, findProgram } from './findProgram';

/** What the tests and the demo need from the system, which npm cannot bring. */
export type SystemNeed = 'client' | 'browser';

interface NeedDescription {
  readonly isThere: () => boolean;
  readonly title: string;
  readonly debian: readonly string[];
  readonly fedora: readonly string[];
  readonly homebrew: readonly string[];
}

const needs: Readonly<Record<SystemNeed, NeedDescription>> = {
  client: {
    isThere: () =>
      (['pg_dump', 'pg_restore', 'psql'] as const).every((tool) => findClientTool(tool) !== undefined),
    title: 'PostgreSQL’s client programs (pg_dump, pg_restore, psql)',
    debian: ['postgresql-client'],
    fedora: ['postgresql'],
    homebrew: ['libpq'],
  },
  browser: {
    isThere: () => findBrowser() !== undefined,
    title: 'the Chromium browser',
    // Without a font of its own choosing Chromium shows accents as boxes.
    debian: ['chromium', 'fonts-dejavu-core'],
    fedora: ['chromium', 'dejavu-sans-fonts'],
    homebrew: ['--cask google-chrome'],
  },
};

/**
 * Makes sure that the system has what is wanted. Root, or CI, installs what is missing; anybody else is shown the exact
 * command and asked. Throws, with that command, when something stays missing.
 */
export async function ensureSystemPackages(wanted: readonly SystemNeed[]): Promise<void> {
  const missing = wanted.filter((need) => !needs[need].isThere());
  if (missing.length === 0) return;
  const titles = missing.map((need) => needs[need].title).join(' and ');
  const command = installCommand(missing);
  if (command === undefined)
    throw new Error(`Missing: ${titles}. Install them with your system’s package manager.`);

  console.log(`Missing: ${titles}.\nThis installs them:\n\n  ${command}\n`);
  if (!mayInstallUnasked() && !(await isAllowed())) {
    throw new Error(`Missing: ${titles}. Run this, then try again: ${command}`);
  }
  // The command is made of the constants above only.
  const run = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = missing.filter((need) => !needs[need].isThere());
  if (run.status !== 0 || still.length > 0) throw new Error(`This did not bring ${titles}: ${command}`);
}

function installCommand(missing: readonly SystemNeed[]): string | undefined {
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? '' : 'sudo ';
  const list = (key: 'debian' | 'fedora' | 'homebrew'): string =>
    missing.flatMap((need) => needs[need][key]).join(' ');
  if (existsSync('/etc/debian_version')) {
    const apt = `${sudo}apt-get -o DPkg::Lock::Timeout=300`;
    return `${apt} update && ${apt} install -y --no-install-recommends ${list('debian')}`;
  }
  if (findProgram(['dnf']) !== undefined) return `${sudo}dnf install -y ${list('fedora')}`;
  if (findProgram(['brew']) !== undefined) {
    return missing.map((need) => `brew install ${needs[need].homebrew.join(' ')}`).join(' && ');
  }
  return undefined;
}

function mayInstallUnasked(): boolean {
  return process.getuid?.() === 0 || (process.env['CI'] ?? '') !== '';
}

async function isAllowed(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const question = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await question.question('Run it now? [y/N] ');
  question.close();
  return /^(y|yes|o|oui)$/i.test(answer.trim());
}
