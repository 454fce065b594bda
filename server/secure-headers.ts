// Headers every answer carries. There is no Access-Control-Allow-Origin anywhere in this server, on purpose.

/** @param hosts the allowed Host values; old browsers want the socket's address spelt out beside 'self' */
export function contentSecurityPolicy(hosts: ReadonlySet<string>): string {
  return [
    "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'", "media-src 'self' blob:",
    `connect-src 'self' ${[...hosts].map((host) => `ws://${host}`).join(' ')}`, "worker-src 'self' blob:", "manifest-src 'self'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
  ].join('; ');
}

export function secureHeaders(hosts: ReadonlySet<string>): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(hosts),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=(), serial=()',
  };
}
