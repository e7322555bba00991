/** User settings of VS Code, as they stand in settings.json. */
export type Settings = Readonly<Record<string, unknown>>;

export type Theme = 'light' | 'dark';

/** The settings that show `theme`, whatever the system prefers. */
export function themeSettings(theme: Theme): Settings {
  return {
    'window.autoDetectColorScheme': false,
    'workbench.colorTheme': theme === 'light' ? 'Default Light Modern' : 'Default Dark Modern',
  };
}

/** Nothing that asks, moves, phones home or opens by itself. */
export const quietSettings: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  // A browser would choose by the system's preference.
  ...themeSettings('dark'),
};
