import { certificatePemOf } from '../../src/certificate/certificate.js';

/**
 * A self-signed P-256 certificate (DER) without its key, for codecs and for plugins that announce another program's
 * certificate.
 */
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

/** A self-signed RSA certificate without its key. */
export const rsaCertificatePem = certificatePemOf(
  Buffer.from(
    [
      'MIIDPzCCAiegAwIBAgIUBZZzgyAePQJ/RX3bbnKcketCzCowDQYJKoZIhvcNAQELBQAwIzENMAsGA1UECgwEdGVzdDESMBAGA1UEAwwJbG9jYW',
      'xob3N0MCAXDTI2MTEyMjIyMDQ1NVoYDzIxMjYxMDI5MjIwNDU1WjAjMQ0wCwYDVQQKDAR0ZXN0MRIwEAYDVQQDDAlsb2NhbGhvc3QwggEiMA0G',
      'CSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCriFxfvmMVlVR0wDRs6lhCv+zw7OPbQ41KfjWF9nLiS5XdqlixgEen0/tcH2hWSrEG3Tvuk/fQ1Y',
      '7D8rqIKCugUCo0ZWGH24Yx1u6GUrVt0pWvKIU4WZwM25TmX2RE4glnqLEgKNpAbSLI9ZRHcAu0lj0sgy1xZZzrT4DgFcyAkKkW40TTwhiIspWh',
      'tWotM6Y5B1d7/m5TSZxEWS0E1PgaOhQppiCdESKB9hTYAecUETVuL+zg0aTdY9JzVnRufw3WeUaDm8DhLTJBrmcqTT7fpcJyFuOviEvNxsFRty',
      'tDbw0BnVD4FvyINWKe+dFcdtsVR0eYTUvLURiesd2Ya0HrAgMBAAGjaTBnMB0GA1UdDgQWBBTKMzcUBAQoMESDLpGrBBP1EaKIBDAfBgNVHSME',
      'GDAWgBTKMzcUBAQoMESDLpGrBBP1EaKIBDAPBgNVHRMBAf8EBTADAQH/MBQGA1UdEQQNMAuCCWxvY2FsaG9zdDANBgkqhkiG9w0BAQsFAAOCAQ',
      'EAFnXr09RZQpI5NZuWDpX3d3nt56nwsC0Kx1UWJ6sHCL3GSDp/HeBtsGpghaRT4WImkZO6MVK5wyULk3zjakAywUgEMVTVMnTMX3K78mX47zr8',
      'DfeTZbSl+NNzwu4zuDajZwOipZpmMoEeA4UGMT9v2PXzLc0esEnkv2fMJ1LZ3Snu0ILdM2STXBAqNOpw3YnAu7I2B+wjUKono4WDMEsS6d/Wj3',
      '1x56iaXlM3quFS5YQ7Ae6qPN3CIGCAXSNj6GfsSZOITJ8t5sytb0ZRie0R7MDGq2nYRkbxwHON4wfsdH2gYjqIhut38IqwMjz1Fnjbyue71SbK',
      'q8gq9UC0qDX+lA==',
    ].join(''),
    'base64',
  ),
);
