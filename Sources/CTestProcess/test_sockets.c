// Questions about sockets to the kernel (sock_diag(7)).
#include "test_process.h"

#ifdef __linux__
#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ESTABLISHED = 1, CLOSE_WAIT = 8, LISTEN = 10 };

struct request {
    struct nlmsghdr head;
    struct inet_diag_req_v2 body;
};

/// A socket with the request sent; -1 on failure.
static int ask(struct request *request) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) return -1;
    // The kernel answers at once; a time limit keeps a surprise from becoming a hang.
    struct timeval limit = { 2, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    request->head.nlmsg_len = sizeof *request;
    request->head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request->head.nlmsg_flags |= NLM_F_REQUEST;
    if (send(fd, request, sizeof *request, 0) == sizeof *request) return fd;
    close(fd);
    return -1;
}

static int dump(int family, int listening, int local_port, test_socket *found, int capacity, int total) {
    struct request request = { 0 };
    request.head.nlmsg_flags = NLM_F_DUMP;
    request.body.sdiag_family = (unsigned char)family;
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = listening ? 1u << LISTEN : 1u << ESTABLISHED | 1u << CLOSE_WAIT;
    request.body.id.idiag_sport = htons((unsigned short)local_port);
    int fd = ask(&request);
    if (fd < 0) return -1;
    char buffer[32768] __attribute__((aligned(8)));
    for (;;) {
        ssize_t count = recv(fd, buffer, sizeof buffer, 0);
        if (count <= 0) break;
        for (struct nlmsghdr *it = (struct nlmsghdr *)buffer; NLMSG_OK(it, count); it = NLMSG_NEXT(it, count)) {
            if (it->nlmsg_type == NLMSG_DONE) {
                close(fd);
                return total;
            }
            if (it->nlmsg_type == NLMSG_ERROR) goto failed;
            struct inet_diag_msg *message = NLMSG_DATA(it);
            if (local_port && ntohs(message->id.idiag_sport) != local_port) continue;
            if (total < capacity) {
                found[total].local_port = ntohs(message->id.idiag_sport);
                found[total].remote_port = ntohs(message->id.idiag_dport);
                found[total].inode = message->idiag_inode;
            }
            total++;
        }
    }
failed:
    close(fd);
    return -1;
}

int test_tcp_sockets(int listening, int local_port, test_socket *found, int capacity) {
    int total = dump(AF_INET, listening, local_port, found, capacity, 0);
    if (total < 0) return -1;
    int all = dump(AF_INET6, listening, local_port, found, capacity, total);
    return all < 0 ? total : all;
}

unsigned long long test_tcp_inode(int local_port, int remote_port) {
    struct request request = { 0 };
    request.body.sdiag_family = AF_INET;
    request.body.sdiag_protocol = IPPROTO_TCP;
    request.body.idiag_states = -1;
    request.body.id.idiag_sport = htons((unsigned short)local_port);
    request.body.id.idiag_dport = htons((unsigned short)remote_port);
    request.body.id.idiag_src[0] = htonl(INADDR_LOOPBACK);
    request.body.id.idiag_dst[0] = htonl(INADDR_LOOPBACK);
    request.body.id.idiag_cookie[0] = request.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    int fd = ask(&request);
    if (fd < 0) return 0;
    char buffer[4096] __attribute__((aligned(8)));
    ssize_t count = recv(fd, buffer, sizeof buffer, 0);
    close(fd);
    struct nlmsghdr *it = (struct nlmsghdr *)buffer;
    if (count <= 0 || !NLMSG_OK(it, count) || it->nlmsg_type == NLMSG_ERROR) return 0;
    struct inet_diag_msg *message = NLMSG_DATA(it);
    return message->idiag_inode;
}
#else
int test_tcp_sockets(int listening, int local_port, test_socket *found, int capacity) {
    (void)listening, (void)local_port, (void)found, (void)capacity;
    return -1;
}

unsigned long long test_tcp_inode(int local_port, int remote_port) {
    (void)local_port, (void)remote_port;
    return 0;
}
#endif
