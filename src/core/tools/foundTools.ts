import type { ToolName } from '../commandLine';
import type { Text } from '../text';
import type { FolderOrigin } from './candidateFolders';
import type { PlatformFacts } from './platformFacts';
import type { ToolVersion } from './toolVersion';

/** A client program that answered with its version. */
export interface FoundTool {
  readonly tool: ToolName;
  /** Absolute. */
  readonly path: string;
  readonly version: ToolVersion;
  readonly origin: FolderOrigin;
}

/** Something that was found and cannot be used: a program, or a folder of the user's setting. */
export interface UnusableTool {
  /** Undefined for a folder, which concerns every tool. */
  readonly tool: ToolName | undefined;
  readonly path: string;
  readonly why: Text;
}

/** What a search brought to light, the most wanted first. */
export interface ToolSearch {
  readonly usable: readonly FoundTool[];
  readonly unusable: readonly UnusableTool[];
  /** The machine that was searched: the way to install what is missing depends on it. */
  readonly facts: PlatformFacts;
}
