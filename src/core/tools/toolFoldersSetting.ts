/** The setting that names the folders with the client programs. */
export const toolFoldersSetting = 'pgBackup.tools.folders';
