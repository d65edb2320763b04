#define _GNU_SOURCE
#include "test_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

int test_pipe(int ends[2]) {
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

pid_t test_fork(void) { return fork(); }

// MARK: - Starting

/// The child's part of test_spawn: nothing here allocates.
static void become(const test_spawn_options *options, pid_t parent, int report) {
    setsid();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(127);
#endif
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int given[4] = { options->input, options->output, options->error, options->channel };
    // Out of the way first, so that no dup2 overwrites a descriptor that is still needed.
    for (int i = 0; i < 4; i++) {
        if (given[i] < 0 && i < 3) given[i] = open("/dev/null", i == 0 ? O_RDONLY : O_WRONLY);
        if (given[i] >= 0) given[i] = fcntl(given[i], F_DUPFD_CLOEXEC, 20);
    }
    report = fcntl(report, F_DUPFD_CLOEXEC, 30);
    for (int i = 0; i < 4; i++) {
        if (given[i] >= 0) dup2(given[i], i);
    }
    if (options->directory && chdir(options->directory) != 0) goto failed;
    execve(options->path, options->arguments, options->environment);
failed:;
    int error = errno;
    (void)!write(report, &error, sizeof error);
    _exit(127);
}

int test_spawn(const test_spawn_options *options, pid_t *result) {
    int report[2];
    if (pipe(report) != 0) return errno;
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) become(options, parent, report[1]);
    int error = pid < 0 ? errno : 0;
    close(report[1]);
    if (pid > 0) {
        ssize_t count;
        do count = read(report[0], &error, sizeof error);
        while (count < 0 && errno == EINTR);
        if (count != sizeof error) error = 0;
        if (error) waitpid(pid, NULL, 0);
    }
    close(report[0]);
    *result = pid;
    return error;
}

// MARK: - Finding children

#ifdef __linux__
struct entry {
    unsigned long long inode;
    long long offset;
    unsigned short length;
    unsigned char type;
    char name[];
};

/// The parent's id out of /proc/PID/stat; 0 for a process that is gone or a zombie. System calls only.
static pid_t parent_of(const char *pid) {
    char path[40] = "/proc/", text[512];
    size_t length = strlen(pid);
    if (length > 20) return 0;
    memcpy(path + 6, pid, length);
    memcpy(path + 6 + length, "/stat", 6);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return 0;
    ssize_t count = read(fd, text, sizeof text - 1);
    close(fd);
    if (count <= 0) return 0;
    text[count] = 0;
    char *end = strrchr(text, ')');
    if (!end || end[1] != ' ' || end[2] == 'Z' || end[2] == 'X') return 0;
    pid_t parent = 0;
    for (char *p = end + 4; *p >= '0' && *p <= '9'; p++) parent = parent * 10 + (*p - '0');
    return parent;
}

int test_children(pid_t parent, pid_t *found, int capacity) {
    int fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC), total = 0;
    if (fd < 0) return 0;
    char buffer[8192] __attribute__((aligned(8)));
    long count;
    while ((count = syscall(SYS_getdents64, fd, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < count;) {
            struct entry *it = (struct entry *)(buffer + at);
            at += it->length;
            if (it->name[0] < '1' || it->name[0] > '9' || parent_of(it->name) != parent) continue;
            if (total < capacity) {
                pid_t pid = 0;
                for (char *p = it->name; *p; p++) pid = pid * 10 + (*p - '0');
                found[total] = pid;
            }
            total++;
        }
    }
    close(fd);
    return total;
}
#else
int test_children(pid_t parent, pid_t *found, int capacity) {
    (void)parent, (void)found, (void)capacity;
    return 0;
}
#endif

void test_kill_children(void) {
    pid_t self = getpid(), found[256];
    for (;;) {
        int count = test_children(self, found, 256);
        if (count > 256) count = 256;
        for (int i = 0; i < count; i++) kill(found[i], SIGKILL);
        int reaped = 0;
        // Blocks only for what has been killed just now.
        for (int i = 0; i < count; i++) reaped += waitpid(found[i], NULL, 0) > 0;
        while (waitpid(-1, NULL, WNOHANG) > 0) reaped++;
        if (count == 0 && reaped == 0) return;
    }
}

int test_reap(pid_t pid, int *status) {
    pid_t result;
    do result = waitpid(pid, status, WNOHANG);
    while (result < 0 && errno == EINTR);
    return result == pid ? 1 : result == 0 ? 0 : -1;
}

// MARK: - Supervisors

static volatile sig_atomic_t interrupts;

void test_adopt_orphans(void) {
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

static char removed_directory[512];

static void end_all(int number) {
    (void)number;
    test_kill_children();
    if (removed_directory[0]) {
        char *const arguments[] = { "rm", "-rf", "--", removed_directory, NULL };
        char *const environment[] = { NULL };
        execve("/bin/rm", arguments, environment);
    }
    _exit(143);
}

const char *test_make_directory(const char *pattern) {
    if (strlen(pattern) >= sizeof removed_directory) return NULL;
    char path[sizeof removed_directory];
    strcpy(path, pattern);
    sigset_t term, old;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &old);
    if (mkdtemp(path)) strcpy(removed_directory, path);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return removed_directory[0] ? removed_directory : NULL;
}

void test_supervise(pid_t parent) {
    removed_directory[0] = 0;
    signal(SIGTERM, end_all);
    test_ignore_interrupts();
    test_adopt_orphans();
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    // A SIGTERM that came before there was a handler was noted by the runner's.
    if (getppid() != parent || interrupts & 2) end_all(0);
}

void test_ignore_interrupts(void) {
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
}

static void note(int number) { interrupts |= number == SIGINT ? 1 : 2; }

void test_catch_interrupts(void) {
    struct sigaction action = { 0 };
    action.sa_handler = note;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int test_interrupted(void) { return interrupts; }
