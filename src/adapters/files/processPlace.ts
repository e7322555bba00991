import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Within one place a process number means one process. Two containers on one machine can share a host name, not a namespace. */
export interface ProcessPlace {
  readonly host: string;
  readonly namespace: string;
  /** Differs after a restart of the machine. */
  readonly boot: string;
}

/**
 * Where this process runs. Sources: pid_namespaces(7), proc_sys_kernel(5).
 * @param unknown stands for what Linux does not tell; other systems have one namespace, and no name for a boot
 */
export async function placeOfThisProcess(unknown: string): Promise<ProcessPlace> {
  const host = hostname();
  if (process.platform !== 'linux') return { host, namespace: '', boot: '' };
  const namespace = await readlink('/proc/self/ns/pid').catch(() => unknown);
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => unknown);
  return { host, namespace, boot: boot.trim() };
}
