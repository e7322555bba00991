import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { drawDiagram, withDiagram } from '../../house/diagram';
import { projectRoot } from '../../support/projectRoot';

test('the diagram in CONTRIBUTING.md is the one that the imports give (else: npm run diagram)', () => {
  const page = readFileSync(path.join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
  expect(page).toContain('```mermaid');
  expect(withDiagram(page, drawDiagram())).toBe(page);
}, 60_000);
