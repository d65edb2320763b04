// accept [PATH]: a server that only accepts and closes, on a port of 127.0.0.1 or on a Unix socket: what is left of a connection when
// nobody hands it over. Prints `port` and the port or the path.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct sockaddr_in inet = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof inet;
    int server = socket(argc > 1 ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (argc > 1) {
        strncpy(local.sun_path, argv[1], sizeof local.sun_path - 1);
        if (bind(server, (struct sockaddr *)&local, sizeof local)) return 1;
    } else if (bind(server, (struct sockaddr *)&inet, sizeof inet)) {
        return 1;
    }
    if (listen(server, 511)) return 1;
    if (argc > 1) {
        printf("port %s\n", argv[1]);
    } else {
        getsockname(server, (struct sockaddr *)&inet, &length);
        printf("port %d\n", ntohs(inet.sin_port));
    }
    fflush(stdout);
    for (;;) {
        int connection = accept4(server, NULL, NULL, SOCK_CLOEXEC);
        if (connection >= 0) close(connection);
    }
}
