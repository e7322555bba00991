import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';

/** Registers the elements of the UI library that the pages use; the one file that names it. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton());
}

/** A button that does something when pressed, with the mouse or the keyboard. */
export function button(label: string, look: 'primary' | 'secondary', press: () => void): HTMLElement {
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', look);
  element.textContent = label;
  element.addEventListener('click', press);
  return element;
}
