#ifndef SWJS_FD_PASSING_H
#define SWJS_FD_PASSING_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The most descriptors that one message carries (Linux's SCM_MAX_FD).
#define SWJS_MAX_PASSED_FDS 253

/// sendmsg(2) of `count` byte ranges (`bases[i]`, `lengths[i]`) with `fd_count` descriptors as SCM_RIGHTS.
/// Never blocks, never raises SIGPIPE, retries EINTR. Returns the number of bytes sent, or -errno.
ssize_t swjs_send_fds(int socket, const void *const *bases, const size_t *lengths, size_t count,
                      const int *fds, size_t fd_count);

/// recvmsg(2) into `buffer`. Descriptors that came along are stored in `fds` (at most `fd_capacity`; any others are closed),
/// close-on-exec set, their number in `*fd_count`; `*truncated` tells that the kernel dropped some.
/// Never blocks, retries EINTR. Returns the number of bytes, 0 at end of stream, or -errno.
ssize_t swjs_receive_fds(int socket, void *buffer, size_t length, int *fds, size_t fd_capacity, size_t *fd_count,
                         int *truncated);

/// accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC, retrying EINTR. Returns the descriptor, or -errno.
int swjs_accept(int socket);

/// socketpair(2), AF_UNIX stream, close-on-exec; `nonblocking_first` makes the first end non-blocking. 0 or -errno.
int swjs_socket_pair(int fds[2], int nonblocking_first);

/// Asks the kernel to send `signal` to this process when its parent thread dies (Linux; elsewhere -ENOSYS). 0 or -errno.
int swjs_set_parent_death_signal(int signal);

/// fcntl(F_SETFD) and fcntl(F_SETFL) helpers. 0 or -errno.
int swjs_set_close_on_exec(int fd, int on);
int swjs_set_nonblocking(int fd, int on);

/// fcntl(F_DUPFD_CLOEXEC): a duplicate that is closed on exec. The descriptor, or -errno.
int swjs_duplicate(int fd);

/// What a descriptor is: the socket's family (AF_*) and type (SOCK_*). 0 or -errno.
int swjs_socket_kind(int fd, int *family, int *type);

/// socket(2) of the family and type, non-blocking and close-on-exec. The descriptor, or -errno.
int swjs_socket(int family, int type);

/// setsockopt(SOL_SOCKET, SO_REUSEPORT). 0 or -errno (-ENOTSUP where there is none).
int swjs_set_reuse_port(int fd);

/// setsockopt(SOL_SOCKET, SO_LINGER) on with zero time: close(2) resets the connection. 0 or -errno.
int swjs_set_linger_zero(int fd);

#endif
