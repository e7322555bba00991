import { branchOf, type ToolVersion } from './toolVersion';

/**
 * The releases of August 2025 that brought psql's `\restrict` to each branch.
 * Source: release notes of PostgreSQL 17.6, 16.10, 15.14, 14.19 and 13.22 (CVE-2025-8714).
 */
const firstReleases: readonly number[] = [130_022, 140_019, 150_014, 160_010, 170_006];

/** Whether psql of this version knows the meta-commands `\restrict` and `\unrestrict`. */
export function psqlKnowsRestrict(version: ToolVersion): boolean {
  // 18beta3, of the same day, is the first of its branch; an 18devel may be older.
  if (version.number < 180_000 || !version.prerelease) return isReleasedWithIt(version.number);
  return version.number >= 190_000 || /beta[3-9]|rc/.test(version.text);
}

function isReleasedWithIt(number: number): boolean {
  if (number >= 180_000) return true;
  return firstReleases.some((first) => branchOf(first) === branchOf(number) && number >= first);
}
