import { serverAddress } from '../../core/connection/connection';
import type { DumpFormat } from '../../core/backup/request';
import { text, type Text, type Translate } from '../../core/text';
import { formatBytes, formatMoment, formatMomentBriefly } from '../format';
import { oneLine } from '../plainMessage';
import type { BackupNode, ConnectionNode, DatabaseNode, NoteNode, ProblemNode, TreeNode } from './nodes';

/** How a node is shown, in the reader's language. */
export interface NodeLook {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** The name of a codicon. */
  readonly icon: string;
  /** The theme colour of the icon, where it has one; never all that tells something. */
  readonly iconColor?: string;
  readonly contextValue: ContextValue;
  readonly canExpand: boolean;
}

/** What menus tell nodes by. */
export const contextValues = [
  'connection',
  'database',
  'backup',
  'note',
  'problem',
  'passwordProblem',
] as const;
export type ContextValue = (typeof contextValues)[number];

/** What a node looks like. @param language for numbers and dates */
export function nodeLook(node: TreeNode, translate: Translate, language: string): NodeLook {
  switch (node.kind) {
    case 'connection':
      return connectionLook(node, translate);
    case 'database':
      return databaseLook(node, translate, language);
    case 'backup':
      return backupLook(node, translate, language);
    case 'note':
      return noteLook(node, translate);
    case 'problem':
      return problemLook(node, translate);
  }
}

function connectionLook({ connection }: ConnectionNode, translate: Translate): NodeLook {
  const { host, port, user } = connection.parameters;
  const server = host === undefined ? '' : serverAddress({ host, port: Number(port ?? 5432) });
  const shared = connection.place === 'workspace' ? [text('shared by the workspace')] : [];
  const description = [server, ...shared.map(translate)].filter((part) => part !== '').join(' · ');
  return {
    label: oneLine(connection.name),
    description: oneLine(description),
    tooltip: lines([connection.name, user === undefined || server === '' ? server : `${user}@${server}`]),
    spoken: oneLine(
      server === ''
        ? translate(text('Connection {name}', { name: connection.name }))
        : translate(text('Connection {name}, {server}', { name: connection.name, server })),
    ),
    icon: 'server',
    contextValue: 'connection',
    canExpand: true,
  };
}

function databaseLook({ database }: DatabaseNode, translate: Translate, language: string): NodeLook {
  const { name, owner, encoding, bytes } = database;
  const size = bytes === null ? translate(text('size unknown')) : formatBytes(bytes, language);
  return {
    label: oneLine(name),
    description: size,
    tooltip: lines([
      name,
      translate(text('Owner: {owner}', { owner })),
      translate(text('Encoding: {encoding}', { encoding })),
      size,
    ]),
    spoken: oneLine(translate(text('Database {name}, {size}', { name, size }))),
    icon: 'database',
    contextValue: 'database',
    canExpand: true,
  };
}

const formatNames: Readonly<Record<DumpFormat, Text>> = {
  custom: text('custom'),
  directory: text('directory'),
  tar: text('tar'),
  plain: text('plain'),
};

function backupLook({ backup }: BackupNode, translate: Translate, language: string): NodeLook {
  const format = translate(formatNames[backup.format]);
  const size = formatBytes(backup.bytes, language);
  const date = formatMoment(backup.createdAt, language);
  return {
    label: formatMomentBriefly(backup.createdAt, language),
    description: `${format} · ${size}`,
    tooltip: lines([backup.path, date, `${format} · ${size}`]),
    spoken: oneLine(translate(text('Backup of {date}, {format}, {size}', { date, format, size }))),
    icon:
      backup.format === 'directory' ? 'file-directory' : backup.format === 'plain' ? 'file-code' : 'archive',
    contextValue: 'backup',
    canExpand: false,
  };
}

function noteLook({ says }: NoteNode, translate: Translate): NodeLook {
  const label = oneLine(translate(says));
  return {
    label,
    description: '',
    tooltip: label,
    spoken: label,
    icon: 'info',
    contextValue: 'note',
    canExpand: false,
  };
}

function problemLook({ what, remedy, asksForPassword }: ProblemNode, translate: Translate): NodeLook {
  const label = oneLine(translate(what));
  const description = remedy === undefined ? '' : oneLine(translate(remedy));
  return {
    label,
    description,
    tooltip: lines([label, description]),
    spoken: `${label} ${description}`.trim(),
    icon: 'warning',
    iconColor: 'list.warningForeground',
    contextValue: asksForPassword ? 'passwordProblem' : 'problem',
    canExpand: false,
  };
}

function lines(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map(oneLine)
    .join('\n');
}
