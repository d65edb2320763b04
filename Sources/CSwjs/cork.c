#define _GNU_SOURCE
#include "swjs_cork.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct swjs_cork {
    int fd;
    int error;
    char *bytes;
    size_t start, end, capacity;
    // Whether the watcher has seen these bytes wait once already.
    int seen;
    swjs_cork *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static swjs_cork *corks;
static size_t waiting;
static int has_watcher, watcher_sleeps;

static void send_some(swjs_cork *cork) {
    while (cork->start < cork->end && cork->error == 0) {
        ssize_t n = send(cork->fd, cork->bytes + cork->start, cork->end - cork->start, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n > 0) cork->start += (size_t)n;
        else if (n < 0 && errno == EINTR) continue;
        else if (n < 0 && (errno == EAGAIN || errno == ENOBUFS)) return;
        else cork->error = n < 0 ? errno : EIO;
    }
}

static void *watch(void *unused) {
    (void)unused;
    pthread_mutex_lock(&lock);
    for (;;) {
        while (waiting == 0) {
            watcher_sleeps = 1;
            pthread_cond_wait(&wake, &lock);
            watcher_sleeps = 0;
        }
        pthread_mutex_unlock(&lock);
        struct timespec pause = {0, 1000000};
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&lock);
        for (swjs_cork *cork = corks; cork; cork = cork->next) {
            if (cork->start == cork->end) continue;
            // What was not sent a whole pause long: its owner is busy.
            if (cork->seen) send_some(cork);
            cork->seen = 1;
        }
        if (waiting > 0) {
            // Bytes that the owner has not flushed keep the watcher awake; those that it sent do not.
            size_t left = 0;
            for (swjs_cork *cork = corks; cork; cork = cork->next) left += cork->start < cork->end;
            waiting = left;
        }
    }
    return NULL;
}

void swjs_cork_flush_all(void) {
    pthread_mutex_lock(&lock);
    for (swjs_cork *cork = corks; cork; cork = cork->next) send_some(cork);
    pthread_mutex_unlock(&lock);
}

static void start_watcher(void) {
    pthread_attr_t attributes;
    sigset_t all, old;
    pthread_t thread;
    has_watcher = 1;
    atexit(swjs_cork_flush_all);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 128 * 1024);
    pthread_create(&thread, &attributes, watch, NULL);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

swjs_cork *swjs_cork_create(int fd) {
    swjs_cork *cork = calloc(1, sizeof *cork);
    if (!cork) return NULL;
    cork->fd = fd;
    pthread_mutex_lock(&lock);
    if (!has_watcher) start_watcher();
    cork->next = corks;
    corks = cork;
    pthread_mutex_unlock(&lock);
    return cork;
}

int swjs_cork_append(swjs_cork *cork, const void *head, size_t head_length, const void *body, size_t body_length) {
    size_t length = head_length + body_length;
    pthread_mutex_lock(&lock);
    if (cork->start == cork->end) {
        cork->start = cork->end = 0;
        cork->seen = 0;
        waiting++;
        if (watcher_sleeps) pthread_cond_signal(&wake);
    }
    if (cork->capacity - cork->end < length) {
        size_t capacity = cork->capacity * 2 > cork->end + length ? cork->capacity * 2 : cork->end + length;
        char *bytes = realloc(cork->bytes, capacity);
        if (!bytes) {
            pthread_mutex_unlock(&lock);
            return -ENOMEM;
        }
        cork->bytes = bytes;
        cork->capacity = capacity;
    }
    // No range, no address: memcpy must not get a null pointer even for nothing.
    if (head_length > 0) memcpy(cork->bytes + cork->end, head, head_length);
    if (body_length > 0) memcpy(cork->bytes + cork->end + head_length, body, body_length);
    cork->end += length;
    pthread_mutex_unlock(&lock);
    return 0;
}

size_t swjs_cork_pending(swjs_cork *cork) {
    pthread_mutex_lock(&lock);
    size_t pending = cork->end - cork->start;
    pthread_mutex_unlock(&lock);
    return pending;
}

int swjs_cork_flush(swjs_cork *cork, const void **rest, size_t *length) {
    pthread_mutex_lock(&lock);
    int had = cork->start < cork->end;
    send_some(cork);
    int error = cork->error;
    *rest = cork->bytes + cork->start;
    *length = cork->end - cork->start;
    cork->start = cork->end = 0;
    if (had && waiting > 0) waiting--;
    pthread_mutex_unlock(&lock);
    if (error) return -error;
    return *length > 0;
}

void swjs_cork_destroy(swjs_cork *cork) {
    pthread_mutex_lock(&lock);
    for (swjs_cork **link = &corks; *link; link = &(*link)->next) {
        if (*link != cork) continue;
        *link = cork->next;
        break;
    }
    if (cork->start < cork->end && waiting > 0) waiting--;
    pthread_mutex_unlock(&lock);
    free(cork->bytes);
    free(cork);
}
