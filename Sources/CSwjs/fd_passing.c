#define _GNU_SOURCE
#include "include/swjs_fd_passing.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

// glibc's flags are enumerators: the preprocessor cannot compare them, only tell that they are there.
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif
#ifdef MSG_CMSG_CLOEXEC
#define RECEIVES_CLOEXEC 1
#else
#define RECEIVES_CLOEXEC 0
#define MSG_CMSG_CLOEXEC 0
#endif

enum { MAX_PARTS = 64 };

// The control buffer must be aligned as a cmsghdr is.
union control_buffer {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(SWJS_MAX_PASSED_FDS * sizeof(int))];
};

ssize_t swjs_send_fds(int socket, const void *const *bases, const size_t *lengths, size_t count,
                      const int *fds, size_t fd_count) {
    struct iovec parts[MAX_PARTS];
    if (count > MAX_PARTS) count = MAX_PARTS;
    if (fd_count > SWJS_MAX_PASSED_FDS) return -EINVAL;
    for (size_t i = 0; i < count; i++) {
        parts[i].iov_base = (void *)bases[i];
        parts[i].iov_len = lengths[i];
    }
    struct msghdr message;
    memset(&message, 0, sizeof message);
    message.msg_iov = parts;
    message.msg_iovlen = count;

    union control_buffer control;
    if (fd_count > 0) {
        size_t space = CMSG_SPACE(fd_count * sizeof(int));
        memset(control.bytes, 0, space);
        message.msg_control = control.bytes;
        message.msg_controllen = space;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(fd_count * sizeof(int));
        memcpy(CMSG_DATA(header), fds, fd_count * sizeof(int));
    }
    ssize_t sent;
    do sent = sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

ssize_t swjs_receive_fds(int socket, void *buffer, size_t length, int *fds, size_t fd_capacity, size_t *fd_count,
                         int *truncated) {
    union control_buffer control;
    struct iovec part = {buffer, length};
    struct msghdr message;
    memset(&message, 0, sizeof message);
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    *fd_count = 0;
    *truncated = 0;

    ssize_t received;
    do received = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    while (received < 0 && errno == EINTR);
    if (received < 0) return -errno;

    if (message.msg_flags & MSG_CTRUNC) *truncated = 1;
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int fd;
            memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
            if (*fd_count < fd_capacity) {
#if !RECEIVES_CLOEXEC
                swjs_set_close_on_exec(fd, 1);
#endif
                fds[(*fd_count)++] = fd;
            } else {
                close(fd);
                *truncated = 1;
            }
        }
    }
    return received;
}

int swjs_accept(int socket) {
    int fd;
#ifdef __linux__
    do fd = accept4(socket, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    while (fd < 0 && errno == EINTR);
    return fd < 0 ? -errno : fd;
#else
    do fd = accept(socket, NULL, NULL);
    while (fd < 0 && errno == EINTR);
    if (fd < 0) return -errno;
    swjs_set_close_on_exec(fd, 1);
    swjs_set_nonblocking(fd, 1);
    return fd;
#endif
}

int swjs_socket_pair(int fds[2], int nonblocking_first) {
#ifdef SOCK_CLOEXEC
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) return -errno;
#else
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) return -errno;
    swjs_set_close_on_exec(fds[0], 1);
    swjs_set_close_on_exec(fds[1], 1);
#endif
    return nonblocking_first ? swjs_set_nonblocking(fds[0], 1) : 0;
}

int swjs_set_parent_death_signal(int signal) {
#ifdef __linux__
    return prctl(PR_SET_PDEATHSIG, signal) < 0 ? -errno : 0;
#else
    (void)signal;
    return -ENOSYS;
#endif
}

int swjs_set_close_on_exec(int fd, int on) {
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0) return -errno;
    flags = on ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC;
    return fcntl(fd, F_SETFD, flags) < 0 ? -errno : 0;
}

int swjs_set_nonblocking(int fd, int on) {
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0) return -errno;
    flags = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return fcntl(fd, F_SETFL, flags) < 0 ? -errno : 0;
}

int swjs_duplicate(int fd) {
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? -errno : copy;
}

int swjs_socket_kind(int fd, int *family, int *type) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length) < 0) return -errno;
    *family = length >= sizeof(sa_family_t) ? address.ss_family : AF_UNSPEC;
    length = sizeof *type;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, type, &length) < 0 ? -errno : 0;
}

int swjs_socket(int family, int type) {
#ifdef SOCK_CLOEXEC
    int fd = socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    return fd < 0 ? -errno : fd;
#else
    int fd = socket(family, type, 0);
    if (fd < 0) return -errno;
    swjs_set_close_on_exec(fd, 1);
    swjs_set_nonblocking(fd, 1);
    return fd;
#endif
}

int swjs_set_reuse_port(int fd) {
#ifdef SO_REUSEPORT
    int on = 1;
    return setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) < 0 ? -errno : 0;
#else
    (void)fd;
    return -ENOTSUP;
#endif
}

int swjs_set_linger_zero(int fd) {
    struct linger option = {1, 0};
    return setsockopt(fd, SOL_SOCKET, SO_LINGER, &option, sizeof option) < 0 ? -errno : 0;
}
