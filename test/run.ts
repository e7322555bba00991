/** The one test command: `npm test`, or `npm test -- --only unit,integration`. Its last line is the sum of everything. */
import { parseArgs } from 'node:util';
import { clearReports, steps } from './steps';
import { ensureSystemPackages } from './support/systemPackages';
import type { Tally } from './support/suiteReports';

interface Outcome extends Tally {
  readonly name: string;
  readonly seconds: number;
}

async function timed(name: string, title: string, run: () => Promise<Tally>): Promise<Outcome> {
  console.log(`\n── ${name}: ${title}`);
  const start = performance.now();
  const tally = await run().catch((error: unknown) => {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(`── ${name}: ${tally.failed === 0 ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { name, seconds, ...tally };
}

function chosenSteps(): typeof steps {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return steps;
  const names = values.only.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => step.name).join(', ');
    console.error(`No such step: ${unknown.join(', ')}. There are ${known}.`);
    process.exit(2);
  }
  return steps.filter((step) => names.includes(step.name));
}

async function main(): Promise<void> {
  const chosen = chosenSteps();
  await clearReports();
  const outcomes: Outcome[] = [];
  const needs = [...new Set(chosen.flatMap((step) => step.needs))];
  outcomes.push(
    await timed('system', 'what npm cannot bring', async () => {
      await ensureSystemPackages(needs);
      return { passed: 0, failed: 0, skipped: 0 };
    }),
  );
  for (const step of chosen) outcomes.push(await timed(step.name, step.title, step.run));

  const sum = (key: keyof Tally): number => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  console.log('');
  for (const { name, seconds, passed, failed, skipped } of outcomes) {
    const counts = `${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`;
    console.log(
      `${name.padEnd(12)} ${seconds.toFixed(1).padStart(7)} s ${counts} ${String(skipped).padStart(4)} skipped`,
    );
  }
  process.exitCode = sum('failed') === 0 ? 0 : 1;
  console.log(`\n${String(sum('passed'))} passed, ${String(sum('failed'))} failed`);
}

void main();
