/** Draws who imports whom into CONTRIBUTING.md: `npm run diagram`. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { localProgram } from '../support/localProgram';
import { projectRoot } from '../support/projectRoot';

/** Rooms: the folders below core and adapters, and every other folder of src as one. */
const rooms = '^(src/(core|adapters)/[^/]+|src/[^/.]+|webview-ui)(?=/)';
/** Node's modules, packages and data files are no rooms. */
const outside = '^(node_modules|package\\.json|media|node:|[a-z_/]+$)';

const contributing = path.join(projectRoot, 'CONTRIBUTING.md');
const place = /(<!-- diagram:start[^>]*-->\n)[^]*(<!-- diagram:end -->)/;

/** The diagram as Mermaid text, drawn by dependency-cruiser from the imports as they are. */
export function drawDiagram(): string {
  const { command, args } = localProgram('dependency-cruiser', 'depcruise', [
    'src',
    'webview-ui',
    '--output-type',
    'mermaid',
    '--collapse',
    rooms,
    '--exclude',
    outside,
  ]);
  const { stdout, stderr, status } = spawnSync(command, args, { cwd: projectRoot, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** The page with this diagram in its place. */
export function withDiagram(page: string, diagram: string): string {
  return page.replace(
    place,
    (_, start: string, end: string) => `${start}\n\`\`\`mermaid\n${diagram}\n\`\`\`\n\n${end}`,
  );
}

if (require.main === module) {
  writeFileSync(contributing, withDiagram(readFileSync(contributing, 'utf8'), drawDiagram()));
}
