// Processes of a test run: what Swift cannot say (fork) or must not do late (signal handlers that only make system calls).
#ifndef TEST_PROCESS_H
#define TEST_PROCESS_H

#include <sys/types.h>

typedef struct {
    const char *path;
    char *const *arguments;
    char *const *environment;
    /// NULL: the caller's.
    const char *directory;
    /// Descriptors that become 0, 1 and 2; -1 opens /dev/null.
    int input, output, error;
    /// Becomes descriptor 3; -1 for none.
    int channel;
} test_spawn_options;

/// Starts a program as leader of a session of its own; it is killed when the caller ends. Returns 0 or an error number
/// (also when the program could not be executed).
int test_spawn(const test_spawn_options *options, pid_t *pid);

/// pipe(2), closed on exec: 0 or -1.
int test_pipe(int ends[2]);

/// fork(2), which Swift hides. Only for a process with one thread.
pid_t test_fork(void);

/// Makes the process a supervisor: what its descendants leave behind becomes its child, SIGTERM (which also comes when the
/// parent ends) kills all of them, removes the directory of test_make_directory and ends the process. Exits at once when the parent
/// is gone already.
void test_supervise(pid_t parent);

/// A supervisor's folder, by mkdtemp(3): it goes with the process, whatever ends that. NULL when it cannot be made.
const char *test_make_directory(const char *pattern);

/// Makes the process the place where orphans of its descendants go.
void test_adopt_orphans(void);

/// Kills all children, and what thereby becomes a child, until none are left.
void test_kill_children(void);

/// The ids of a process's living children (zombies left out): how many, of which at most `capacity` are stored.
int test_children(pid_t parent, pid_t *found, int capacity);

/// Waits for a child without blocking: 1 when it ended (then *status is set), 0 when it runs, -1 when it is no child.
int test_reap(pid_t pid, int *status);

typedef struct {
    int local_port, remote_port;
    unsigned long long inode;
} test_socket;

/// The TCP sockets of IPv4 and IPv6 that listen (`listening`) or are connected, of one local port or (0) of all: how many, of which at most
/// `capacity` are stored; -1 when the system does not tell. Unlike /proc/net/tcp its cost does not grow with closed connections.
int test_tcp_sockets(int listening, int local_port, test_socket *found, int capacity);

/// The inode of the socket at 127.0.0.1:local_port whose peer is 127.0.0.1:remote_port; 0 when there is none.
unsigned long long test_tcp_inode(int local_port, int remote_port);

/// Signals that have come: bits of SIGINT (1) and SIGTERM (2) since test_catch_interrupts.
int test_interrupted(void);
/// Catches SIGINT, SIGTERM and SIGHUP; ignores SIGPIPE.
void test_catch_interrupts(void);
/// A supervisor's handling of the terminal's signals: the runner decides.
void test_ignore_interrupts(void);

#endif
