import { text, type Text } from '../text';
import type { PlatformFacts } from './platformFacts';
import { majorText } from './toolVersion';

/** The newest release: advised where the need is not known. */
const newestRelease = 180_000;
/** Older releases are no longer packaged; a newer client serves them. */
const oldestPackaged = 140_000;

interface Packaging {
  /** Words of os-release's ID and ID_LIKE. */
  readonly distributions: readonly string[];
  readonly command: (major: string) => string;
  readonly page: string;
}

/** Package names as the distributions and https://www.postgresql.org/download/ give them. */
const linuxPackagings: readonly Packaging[] = [
  {
    distributions: ['debian', 'ubuntu'],
    command: (major) => `sudo apt install postgresql-client-${major}`,
    page: 'https://www.postgresql.org/download/linux/debian/',
  },
  {
    distributions: ['fedora', 'rhel', 'centos', 'rocky', 'almalinux', 'ol', 'amzn'],
    command: (major) => `sudo dnf install postgresql${major}`,
    page: 'https://www.postgresql.org/download/linux/redhat/',
  },
  {
    distributions: ['alpine'],
    command: (major) => `sudo apk add postgresql${major}-client`,
    page: 'https://www.postgresql.org/download/',
  },
  {
    distributions: ['arch'],
    command: () => 'sudo pacman -S postgresql-libs',
    page: 'https://www.postgresql.org/download/',
  },
  {
    distributions: ['opensuse', 'suse', 'sles'],
    command: (major) => `sudo zypper install postgresql${major}`,
    page: 'https://www.postgresql.org/download/linux/suse/',
  },
];

const macPackaging = {
  command: (major: string) => `brew install postgresql@${major}`,
  page: 'https://www.postgresql.org/download/macosx/',
};

const windowsPackaging = {
  command: (major: string) => `winget install PostgreSQL.PostgreSQL.${major}`,
  page: 'https://www.postgresql.org/download/windows/',
};

/**
 * How to get the client programs on this system.
 * @param needed the version number they must at least have; undefined where any will do
 */
export function howToInstall(needed: number | undefined, facts: PlatformFacts): Text {
  const major = majorText(Math.max(needed ?? newestRelease, oldestPackaged));
  const packaging = packagingOf(facts);
  if (packaging === undefined) {
    const page = 'https://www.postgresql.org/download/';
    return text('Install the client programs of PostgreSQL {major}: see {page}.', { major, page });
  }
  const values = { major, command: packaging.command(major), page: packaging.page };
  if (facts.distribution.some((name) => name === 'debian' || name === 'ubuntu')) {
    return text(
      'Install the client programs of PostgreSQL {major}: `{command}`. Where apt does not know that package, first add the repository of the PostgreSQL project: `{repository}`.',
      { ...values, repository: addDebianRepository },
    );
  }
  return text(
    'Install the client programs of PostgreSQL {major}: `{command}`. Where that package is unknown or too old, see {page}.',
    values,
  );
}

/** Source: https://wiki.postgresql.org/wiki/Apt */
const addDebianRepository =
  'sudo apt install postgresql-common && sudo /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh';

function packagingOf(facts: PlatformFacts): Omit<Packaging, 'distributions'> | undefined {
  if (facts.platform === 'darwin') return macPackaging;
  if (facts.platform === 'win32') return windowsPackaging;
  // os-release says opensuse-leap, opensuse-tumbleweed
  const names = facts.distribution.map((name) => name.replace(/-.*$/s, ''));
  return names
    .map((name) => linuxPackagings.find(({ distributions }) => distributions.includes(name)))
    .find((packaging) => packaging !== undefined);
}
