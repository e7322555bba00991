import { spawn } from 'node:child_process';
import { chown, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { programEnvironment } from './programEnvironment';
import type { ServerUser } from './serverUser';

export interface ClusterPlan {
  /** Holds `bin/initdb`. */
  readonly native: string;
  /** Does not exist yet; its parent belongs to the server's user. */
  readonly dataFolder: string;
  readonly superuser: string;
  readonly password: string;
  readonly user: ServerUser | undefined;
}

/** Makes a new cluster: UTF8, C.UTF-8 or else C, a password asked for over TCP and the socket alike. */
export async function createCluster(plan: ClusterPlan): Promise<void> {
  const passwordFile = path.join(path.dirname(plan.dataFolder), 'superuser-password');
  await writeFile(passwordFile, plan.password, { mode: 0o600 });
  if (plan.user !== undefined) await chown(passwordFile, plan.user.uid, plan.user.gid);
  try {
    const first = await initdb(plan, passwordFile, 'C.UTF-8');
    if (first.isGood) return;
    await rm(plan.dataFolder, { recursive: true, force: true });
    const second = await initdb(plan, passwordFile, 'C');
    if (!second.isGood) throw new Error(`initdb failed.\n${first.output}\n${second.output}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function initdb(
  plan: ClusterPlan,
  passwordFile: string,
  locale: string,
): Promise<{ isGood: boolean; output: string }> {
  return new Promise((resolve) => {
    const program = spawn(
      path.join(plan.native, 'bin', 'initdb'),
      [
        ...['--pgdata', plan.dataFolder, '--username', plan.superuser, '--pwfile', passwordFile],
        ...['--auth-host', 'scram-sha-256', '--auth-local', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale', locale, '--no-sync'],
      ],
      {
        cwd: path.dirname(plan.dataFolder),
        env: programEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(plan.user === undefined ? {} : { uid: plan.user.uid, gid: plan.user.gid }),
      },
    );
    let output = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (data: Buffer) => (output += data.toString()));
    }
    program.once('error', (error) => resolve({ isGood: false, output: error.message }));
    program.once('close', (status) => resolve({ isGood: status === 0, output }));
  });
}
