"""Something that stands before a server and can keep it from answering."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit


class Forwarder:
    """Passes connections on to ``url``; ``received`` counts connections and reads of what clients sent."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._target = (str(address.hostname), int(address.port or 80))
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._hangs = False
        self._listener: socket.socket | None = None
        self._port = 0
        self.received = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def listen(self) -> None:
        self._hangs = False
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            self._port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def hang(self) -> None:
        """What is sent from now on is taken and not answered, on connections old and new."""
        self._hangs = True

    def refuse(self) -> None:
        """Nobody listens any more, and every connection breaks."""
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        self._drop()

    def answer_again(self) -> None:
        self._drop()
        self.listen()

    def _drop(self) -> None:
        with self._lock:
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                self.received += 1
                server = socket.create_connection(self._target)
                with self._lock:
                    self._open |= {client, server}
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=(*ends, ends[0] is client), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, is_request: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                self.received += is_request
                if not self._hangs:
                    target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def forwarder(url: str) -> Iterator[Forwarder]:
    one = Forwarder(url)
    one.listen()
    try:
        yield one
    finally:
        one.refuse()
