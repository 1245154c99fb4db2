"""Clients that vanish in the middle of a request, without a word: their connections are let go by and by, and nobody else
notices. Stores that vanish: test_partition.py."""
import socket

from e2e.faults.partition import Partition
from e2e.faults.replica import Replica, metric
from running_stack import wait_until

VANISHING = "127.0.0.9"
LET_GO_WITHIN = 100.0  # seconds: a connection may be idle for 75 s


def connections(port: int) -> float:
    return metric(port, "lgm_http_connections", 'listener="public"')


def test_clients_that_vanish_are_let_go_and_nobody_notices(stack, admin_session):
    with Replica(stack, "admin-service") as replica:
        replica.until_ready()
        before = connections(replica.internal)
        vanished = []
        for number in range(60):
            connection = socket.create_connection(("127.0.0.1", replica.public), source_address=(VANISHING, 0))
            # Nothing at all, half a head, a whole head and half a body.
            connection.sendall((b"", b"GET /dbmanage/api/v1/ta", b"POST /dbmanage/api/v1/tags/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")[number % 3])
            vanished.append(connection)
        wait_until(lambda: connections(replica.internal) >= before + 60, 5, "that they are there")
        with Partition(VANISHING):
            for connection in vanished:
                connection.close()
            api = admin_session.at(replica.public)
            for _ in range(50):
                assert api.get("/tags/").status == 200
            api.close()
            took = wait_until(lambda: connections(replica.internal) <= before, LET_GO_WITHIN, "that they are let go")
        assert replica.ready()
        print(f"let go after {took:.0f} s")
