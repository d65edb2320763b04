// connect PORT|PATH COUNT CONCURRENCY: opens COUNT connections to 127.0.0.1, or to a Unix socket when the first argument has a
// slash, so many at a time, and waits for the end of each.
// Prints `ok N failed N seconds S`. Exit code 1 when one failed.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int loop;
static union {
    struct sockaddr any;
    struct sockaddr_in inet;
    struct sockaddr_un local;
} address;
static socklen_t addressLength;
static long started, count, ok, failed;

static void start(void) {
    while (started < count) {
        started++;
        int fd = socket(address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        // Resets at the end: no port waits in TIME_WAIT.
        struct linger option = {1, 0};
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &option, sizeof option);
        if (fd >= 0 && (connect(fd, &address.any, addressLength) == 0 || errno == EINPROGRESS)) {
            struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP, .data.fd = fd};
            epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
            return;
        }
        if (fd >= 0) close(fd);
        failed++;
    }
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    count = atol(argv[2]);
    if (strchr(argv[1], '/')) {
        address.local.sun_family = AF_UNIX;
        strncpy(address.local.sun_path, argv[1], sizeof address.local.sun_path - 1);
        addressLength = sizeof address.local;
    } else {
        address.inet = (struct sockaddr_in){
            .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        addressLength = sizeof address.inet;
    }
    loop = epoll_create1(EPOLL_CLOEXEC);
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (long i = atol(argv[3]); i > 0; i--) start();
    while (ok + failed < count) {
        struct epoll_event events[256];
        int n = epoll_wait(loop, events, 256, 10000);
        if (n <= 0) break;
        for (int i = 0; i < n; i++) {
            char byte[64];
            ssize_t got = recv(events[i].data.fd, byte, sizeof byte, 0);
            if (got > 0) continue;
            if (got < 0 && errno == EAGAIN) continue;
            if (got == 0) ok++;
            else failed++;
            close(events[i].data.fd);
            start();
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    failed = count - ok;
    printf("ok %ld failed %ld seconds %.4f\n", ok, failed, (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) / 1e9);
    return failed ? 1 : 0;
}
