// Host values a page or a name server could bring to this port, and one way of asking per trick. None may be answered.

type Header = readonly [string, string];
/** How to ask: the headers that stand for Host (none, one or several), and the request target when it is not a plain path. */
export type Forgery = { name: string; hosts: readonly Header[]; target?: (path: string) => string };

export function forgeries(port: number): Forgery[] {
  const values = [
    'evil.com', `evil.com:${port}`, `www.evil.com:${port}`, `localhost.evil.com:${port}`, `evil.com.localhost:${port}`, `sub.localhost:${port}`, `127.0.0.1.nip.io:${port}`, `127-0-0-1.sslip.io:${port}`,
    `localtest.me:${port}`, `lvh.me:${port}`, `localhost.:${port}`, `localhost..:${port}`, `.localhost:${port}`, `127.0.0.1.:${port}`, `LOCALHOST:${port}`, `LocalHost:${port}`, `localhost.localdomain:${port}`, `localhost6:${port}`,
    `[::ffff:7f00:1]:${port}`, `[::ffff:127.0.0.1]:${port}`, `[::1]:${port}`, `::1:${port}`, `[::]:${port}`, `[0:0:0:0:0:0:0:1]:${port}`, `[::1%25lo]:${port}`, `0.0.0.0:${port}`, `0:${port}`, `127.1:${port}`, `127.0.1:${port}`, `127.0.0.2:${port}`,
    `127.255.255.254:${port}`, `2130706433:${port}`, `0x7f000001:${port}`, `0x7f.0.0.1:${port}`, `0177.0.0.1:${port}`, `017700000001:${port}`, `127.0.0.01:${port}`, `127.000.000.001:${port}`, `127.0.0.1%00:${port}`,
    `192.168.1.10:${port}`, `10.0.0.1:${port}`, `172.16.0.1:${port}`, `169.254.169.254:${port}`, `luminora.local:${port}`, `host.internal:${port}`, `host.docker.internal:${port}`, `metadata.google.internal:${port}`,
    'localhost', '127.0.0.1', 'localhost:', `localhost:${port + 1}`, `127.0.0.1:${port + 1}`, '127.0.0.1:80', `127.0.0.1:0${port}`, `127.0.0.1:+${port}`, `127.0.0.1:${port}0`, `127.0.0.1:${port}:${port}`, `127.0.0.1 :${port}`,
    `user@127.0.0.1:${port}`, `127.0.0.1:${port}@evil.com`, `evil.com@localhost:${port}`, `http://127.0.0.1:${port}`, `127.0.0.1:${port}/`, `127.0.0.1:${port}#`, `127.0.0.1:${port}?x`, `127.0.0.1:${port},evil.com`, `evil.com, 127.0.0.1:${port}`,
    `127.0.0.1:${port}\\`, `localhost\t:${port}`, `ｌocalhost:${port}`, `%6cocalhost:${port}`, `localhost%2eevil.com:${port}`, `xn--lcalhost-54a:${port}`, 'null', '*', `*:${port}`, `:${port}`, '', ' ', '[', `[127.0.0.1]:${port}`,
  ];
  const good: Header = ['Host', `127.0.0.1:${port}`];
  const evil: Header = ['Host', 'evil.com'];
  return [
    ...values.map((value) => ({ name: JSON.stringify(value), hosts: [['Host', value] as const] })),
    { name: 'missing', hosts: [] },
    { name: 'two, evil last', hosts: [good, evil] },
    { name: 'two, evil first', hosts: [evil, good] },
    { name: 'two equal', hosts: [good, good] },
    { name: 'folded line', hosts: [['Host', `evil.com\r\n 127.0.0.1:${port}`]] },
    { name: 'CRLF and a second Host', hosts: [['Host', `127.0.0.1:${port}\r\nhost: evil.com`]] },
    { name: 'space before colon', hosts: [['Host ', `127.0.0.1:${port}`]] },
    { name: 'X-Forwarded-Host good, Host evil', hosts: [evil, ['X-Forwarded-Host', `127.0.0.1:${port}`], ['Forwarded', `host=127.0.0.1:${port}`], ['X-Host', `127.0.0.1:${port}`], ['X-Original-Host', `127.0.0.1:${port}`]] },
    { name: 'only X-Forwarded-Host', hosts: [['X-Forwarded-Host', `127.0.0.1:${port}`]] },
    { name: 'absolute-form, evil', hosts: [good], target: (path) => `http://evil.com${path}` },
    { name: 'absolute-form, our own', hosts: [good], target: (path) => `http://127.0.0.1:${port}${path}` },
    { name: 'absolute-form good, Host evil', hosts: [evil], target: (path) => `http://127.0.0.1:${port}${path}` },
    { name: 'target without slash', hosts: [good], target: (path) => path.slice(1) || '*' },
  ];
}
