// Package authority is a certificate authority for TLS of one's own: that which hosts and plugins may use instead of AutoMTLS.
package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"time"
)

// Write makes an authority and certificates for the named sides: <side>.pem with <side>-key.pem, and ca.pem.
func Write(directory string, sides ...string) error {
	key, certificate, err := issue(template("authority", true), nil, nil)
	if err != nil {
		return err
	}
	if err := writePEM(directory, "ca.pem", "CERTIFICATE", certificate.Raw); err != nil {
		return err
	}
	for _, side := range sides {
		sidesKey, issued, err := issue(template(side, false), certificate, key)
		if err != nil {
			return err
		}
		der, err := x509.MarshalPKCS8PrivateKey(sidesKey)
		if err != nil {
			return err
		}
		err = errors.Join(
			writePEM(directory, side+".pem", "CERTIFICATE", issued.Raw),
			writePEM(directory, side+"-key.pem", "PRIVATE KEY", der),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

// Load reads what Write has written, for mutual TLS of one side in both roles.
func Load(directory, side string) (*tls.Config, error) {
	pair, err := tls.LoadX509KeyPair(filepath.Join(directory, side+".pem"), filepath.Join(directory, side+"-key.pem"))
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(directory, "ca.pem"))
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text)
	return &tls.Config{
		Certificates: []tls.Certificate{pair},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
		RootCAs:      pool,
		ServerName:   "localhost",
	}, nil
}

// SelfSigned is a certificate for localhost as AutoMTLS has them, or the like of another one, but with a key of its own.
func SelfSigned(like *x509.Certificate) (tls.Certificate, error) {
	t := template("localhost", true)
	if like != nil {
		copied := *like
		copied.PublicKey = nil // or it would have to fit the new key
		t = &copied
	}
	key, certificate, err := issue(t, nil, nil)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{certificate.Raw}, PrivateKey: key, Leaf: certificate}, nil
}

func template(name string, isAuthority bool) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, big.NewInt(1<<62))
	usage := x509.KeyUsageDigitalSignature
	if isAuthority {
		usage |= x509.KeyUsageCertSign
	}
	return &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: name},
		DNSNames:              []string{"localhost"},
		NotBefore:             time.Now().Add(-time.Minute),
		NotAfter:              time.Now().Add(time.Hour),
		KeyUsage:              usage,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  isAuthority,
	}
}

// issue signs with the authority's key; without one the certificate signs itself.
func issue(t, authority *x509.Certificate, signer *ecdsa.PrivateKey) (*ecdsa.PrivateKey, *x509.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if authority == nil {
		authority, signer = t, key
		t.SignatureAlgorithm = x509.ECDSAWithSHA256
	}
	der, err := x509.CreateCertificate(rand.Reader, t, authority, &key.PublicKey, signer)
	if err != nil {
		return nil, nil, err
	}
	certificate, err := x509.ParseCertificate(der)
	return key, certificate, err
}

func writePEM(directory, name, kind string, der []byte) error {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	return os.WriteFile(filepath.Join(directory, name), text, 0o600)
}
