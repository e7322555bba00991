import type { Editor } from '../editor';
import type { TreeNode } from '../tree/nodes';

/** A command: an id and what it does. It just throws; the boundary around all of them tells the user. */
export interface Command {
  readonly id: `pgBackup.${string}`;
  /** Whether it runs a program or writes to a server, which an untrusted workspace may not cause. */
  readonly needsTrust: boolean;
  /** @param node what it was called on; undefined from the palette, where it asks */
  run(editor: Editor, node: TreeNode | undefined): Promise<void>;
}
