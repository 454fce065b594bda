// The only code beside the page: passes on one message port and exposes nothing.
import { ipcRenderer } from 'electron';
import { passPort, type Page } from './pass-port.ts';

passPort(globalThis as unknown as Page, ipcRenderer);
