/** An operating system and a processor, by the names of Go, which AWF's archives have in their names. */
export interface Platform {
  /** As Go names it: `linux`, `darwin`, `windows`. */
  readonly os: string;
  /** As Go names it: `amd64`, `arm64`. */
  readonly arch: string;
}

const systems: Readonly<Record<string, string>> = { win32: 'windows', sunos: 'solaris' };
const processors: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  loong64: 'loong64',
  ppc64: 'ppc64le',
};

/** Go's names for a platform, from Node's `process.platform` and `process.arch`. */
export const goPlatform = (platform: string, arch: string): Platform => ({
  os: systems[platform] ?? platform,
  arch: processors[arch] ?? arch,
});

const knownSystems = [
  'aix',
  'android',
  'darwin',
  'dragonfly',
  'freebsd',
  'illumos',
  'linux',
  'netbsd',
  'openbsd',
  'solaris',
  'windows',
];
const named = /_([a-z0-9]+)_([a-z0-9]+)\.(?:tar\.gz|zip)$/u;

/** The platform in the name of an archive, as in `jira_1.0.0_linux_amd64.tar.gz`. Undefined where it names none. */
export function platformOf(archive: string): Platform | undefined {
  const [, os = '', arch = ''] = named.exec(archive) ?? [];
  return knownSystems.includes(os) ? { os, arch } : undefined;
}

/** As in the names of archives: `linux_amd64`. */
export const platformText = ({ os, arch }: Platform): string => `${os}_${arch}`;
