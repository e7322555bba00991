import type { RestoreReportContract, RestoreReportPage } from '../src/shared/restoreReport';
import { registerComponents } from './components';
import { editorPort, extensionHost } from './extensionHost';
import { showRestoreReport } from './restoreReport';

registerComponents();
const host = extensionHost<RestoreReportContract>(editorPort());
const root = document.getElementById('page') ?? document.body;

const show = (page: RestoreReportPage): void =>
  showRestoreReport(root, page, {
    copyAsText: () => host.request('copyAsText', null),
    showLog: () => host.request('showLog', null),
  });

host.on('replaced', show);
void host.request('load', null).then(show, (error: unknown) => {
  root.textContent = error instanceof Error ? error.message : String(error);
});
