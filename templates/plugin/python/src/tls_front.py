"""Mutual TLS in front of a gRPC server.

grpcio has a TLS library of its own, which does not know the curve P-521. Hosts in Go use that curve. Python's own `ssl` knows it. So TLS ends here, and the server behind
listens on a socket in a folder that only this user can enter.
"""

import os
import socket
import ssl
import tempfile
import threading

from certificates import create_certificate

CHUNK_BYTES = 65536
HANDSHAKE_SECONDS = 10


class TlsFront:
    """Takes connections at one socket, and passes on what they carry to another."""

    def __init__(self, path, inner, host_certificate):
        self.path = path
        self.inner = inner
        self.host_certificate = host_certificate

    def start(self):
        """Listens from now on. Returns the certificate in DER."""
        context, der = self.create_context()
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.path)
        listener.listen()
        threading.Thread(target=self.accept, args=(listener, context), daemon=True).start()
        return der

    def create_context(self):
        key, pem, der = create_certificate()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # Nobody but the host that started this process has this certificate.
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=self.host_certificate)
        context.set_alpn_protocols(["h2"])
        # The module reads keys from files only.
        with tempfile.NamedTemporaryFile(dir=os.path.dirname(self.path)) as file:
            file.write(key + pem)
            file.flush()
            context.load_cert_chain(file.name)
        return context, der

    def accept(self, listener, context):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self.serve, args=(connection, context), daemon=True).start()

    def serve(self, connection, context):
        """Shakes hands, and passes on bytes until one side ends. A stranger gets no further than the handshake."""
        try:
            connection.settimeout(HANDSHAKE_SECONDS)
            outer = context.wrap_socket(connection, server_side=True)
            outer.settimeout(None)
            inner = socket.socket(socket.AF_UNIX)
            inner.connect(self.inner)
        except OSError:
            connection.close()
            return
        threading.Thread(target=pump, args=(inner, outer), daemon=True).start()
        pump(outer, inner)


def pump(source, target):
    try:
        while data := source.recv(CHUNK_BYTES):
            target.sendall(data)
    except OSError:
        pass
    for end in (source, target):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
