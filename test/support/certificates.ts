/** A self-signed P-256 certificate (DER) whose key nobody has: for codecs, and for plugins that announce somebody else's. */
export const strangersCertificateDer = Buffer.from(
  [
    'MIIBnjCCAUOgAwIBAgIUA7FbtruRwFbZobqjOfdx0u6DJaUwCgYIKoZIzj0EAwIwIzENMAsGA1UECgwEdGVzdDESMBAGA1UEAwwJbG9jYWxob3',
    'N0MCAXDTI2MTEyMjIwNTY0NFoYDzIxMjYxMDI5MjA1NjQ0WjAjMQ0wCwYDVQQKDAR0ZXN0MRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjO',
    'PQIBBggqhkjOPQMBBwNCAARbO8NJg75MKCMsf34N/ZnOgsReuyzxCszJMExHpWVbOO7CQotMueH/JKOFYSYx0Oe5Q2TW4kNf27keXthck/jAo1',
    'MwUTAdBgNVHQ4EFgQUvDKVfejVRVKQMdCuG3wXRHqJ9eYwHwYDVR0jBBgwFoAUvDKVfejVRVKQMdCuG3wXRHqJ9eYwDwYDVR0TAQH/BAUwAwEB',
    '/zAKBggqhkjOPQQDAgNJADBGAiEAgl95r/xgfZnMIrqX9N01XICAz8R1B+M7MQx8769vQ7wCIQCT4BreyY/UBrMTtMRTmFPhVJY9dISXD1bySI',
    'Oy5o2vXw==',
  ].join(''),
  'base64',
);
