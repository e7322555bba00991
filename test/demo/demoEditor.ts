/** The VS Code that shows the demo, on the desktop or in a browser. */
export interface DemoEditor {
  readonly workspaceFolder: string;
  /** What to open in a browser; a desktop has a window. */
  readonly address?: string;
  /** Resolves when the window was closed; never for a browser. */
  readonly closed: Promise<void>;
  readonly stop: () => Promise<void>;
}
