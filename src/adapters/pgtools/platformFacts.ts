import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import {
  environmentNames,
  parseDistribution,
  type EnvironmentName,
  type PlatformFacts,
} from '../../core/tools/platformFacts';

/** Learns about this machine what the search for programs depends on. What cannot be read is left out. */
export async function gatherPlatformFacts(): Promise<PlatformFacts> {
  const env: Partial<Record<EnvironmentName, string>> = {};
  for (const name of environmentNames) {
    const value = process.env[name];
    if (value !== undefined && value !== '') env[name] = value;
  }
  return {
    platform: process.platform,
    env,
    home: homedir() || undefined,
    distribution: process.platform === 'linux' ? parseDistribution(await readOsRelease()) : [],
  };
}

async function readOsRelease(): Promise<string> {
  for (const path of ['/etc/os-release', '/usr/lib/os-release']) {
    try {
      return await readFile(path, 'utf8');
    } catch {
      // the next place
    }
  }
  return '';
}
