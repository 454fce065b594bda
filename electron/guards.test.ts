// The rules for addresses and permissions, tried with what attackers write.
import { describe, expect, it } from 'vitest';
import { appContentSecurityPolicy, externalUrl, isAppUrl, mayUse } from './guards.ts';

const hostile = [
  'file:///etc/passwd', 'FILE:///etc/passwd', 'file://server/share', '\\\\server\\share\\run.exe', '//server/share', 'smb://server/share', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)',
  'data:text/html,<script>1</script>', 'vbscript:msgbox(1)', 'ms-msdt:/id PCWDiagnostic', 'ms-officecmd:{}', 'ms-settings:privacy', 'search-ms:query=x&crumb=location:\\\\evil', 'ms-word:ofe|u|http://evil.com/a.docx', 'shell:startup', 'calculator:', 'tel:112', 'sms:112',
  'ssh://evil.com', 'telnet://evil.com', 'ftp://evil.com/x', 'ldap://evil.com', 'vscode://file/c:/x', 'slack://open', 'app://luminora/index.html', 'app://evil/', 'chrome://settings', 'devtools://devtools', 'about:blank', 'blob:https://evil.com/1', 'view-source:https://evil.com', 'intent://evil#Intent;end',
  'http://evil.com', 'HTTP://evil.com', 'http:evil.com', 'https:evil.com', 'https:/evil.com', 'https:///evil.com', 'https://', 'HTTPS://evil.com', 'https://user:password@evil.com', 'https://user@evil.com', 'https://evil.com/a b', 'https://evil.com/\u0000', 'https://evil.com/"&calc', 'https://evil.com/`id`', 'https://evil.com/\\..\\x', ' https://evil.com', 'https://evil.com\n',
  'mailto:a@b.c?attach=/etc/passwd', 'mailto:a@b.c?attachment=/etc/passwd', 'MAILTO:a@b.c', 'mailto://a', 'mailto:', 'jar:https://evil.com!/x', 'feed:https://evil.com', 'res://x', 'mk:@MSITStore:x', 'ms-appinstaller:?source=https://evil.com', '', 'evil.com', `https://evil.com/${'x'.repeat(3000)}`,
];

describe('externalUrl', () => {
  it('knows at least forty hostile addresses and opens none of them', () => {
    expect(hostile.length).toBeGreaterThanOrEqual(40);
    expect(hostile.filter((address) => externalUrl(address) !== null)).toEqual([]);
    for (const value of [undefined, null, 5, {}, ['https://a.b'], { toString: () => 'https://a.b' }]) expect(externalUrl(value)).toBeNull();
  });

  it('opens web pages over https and plain mail', () => {
    for (const address of ['https://example.org/', 'https://example.org/a?b=c&d=%20#e', 'https://xn--caf-dma.example/', 'mailto:ana@example.org', 'mailto:ana@example.org?subject=Hola']) expect(externalUrl(address)).toBe(address);
  });
});

describe('isAppUrl', () => {
  it('is true of our own pages only', () => {
    expect(['app://luminora/', 'app://luminora/index.html', 'app://luminora/assets/x.js?y#z'].every(isAppUrl)).toBe(true);
    const others = ['app://evil/', 'app://luminora.evil/', 'app://evil/luminora', 'app://luminora:80/', 'app://user@luminora/', 'app://luminora@evil/', 'app:luminora', 'app:///luminora', 'apps://luminora/', 'https://luminora/', 'file:///luminora', 'about:blank', 'data:text/html,x', 'javascript:1', '', 'luminora', 'app://LUMINORA.evil', 'blob:app://luminora/1', 'filesystem:app://luminora/x', 'view-source:app://luminora/'];
    expect(others.length).toBeGreaterThanOrEqual(20);
    expect(others.filter(isAppUrl)).toEqual([]);
  });
});

describe('mayUse', () => {
  it('lets our page copy text and nobody do anything else', () => {
    const all = ['clipboard-read', 'display-capture', 'mediaKeySystem', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'window-management', 'media', 'usb', 'serial', 'hid', 'fileSystem', 'idle-detection', 'unknown', ''];
    expect(all.filter((permission) => mayUse(permission, 'app://luminora/'))).toEqual([]);
    expect(mayUse('clipboard-sanitized-write', 'app://luminora')).toBe(true);
    expect([undefined, '', 'https://evil.com', 'app://evil'].filter((origin) => mayUse('clipboard-sanitized-write', origin))).toEqual([]);
  });
});

describe('appContentSecurityPolicy', () => {
  it('allows no foreign host and no inline code', () => {
    expect(appContentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(appContentSecurityPolicy).toContain("script-src 'self';");
  });
});
