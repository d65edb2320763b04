#define _GNU_SOURCE
#include "swjs_shared.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/eventfd.h>
#endif

#ifdef __GLIBC__
#include <malloc.h>
#endif

void swjs_keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
#endif
}

int swjs_shared_memory(size_t size) {
#ifdef __linux__
    int fd = memfd_create("swjs", MFD_CLOEXEC);
#else
    static unsigned count;
    char name[40];
    snprintf(name, sizeof name, "/swjs.%d.%u", (int)getpid(), ++count);
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd >= 0) {
        shm_unlink(name);
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
#endif
    if (fd < 0) return -errno;
    if (ftruncate(fd, (off_t)size) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

void *swjs_map_shared(int fd, size_t size) {
    struct stat status;
    // A shorter file would raise SIGBUS at the first touch.
    if (fstat(fd, &status) < 0 || (size_t)status.st_size < size) return NULL;
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void swjs_unmap_shared(void *memory, size_t size) { munmap(memory, size); }

void swjs_shared_store(void *memory, size_t index, uint32_t value) {
    atomic_store((_Atomic uint32_t *)memory + index, value);
}

uint32_t swjs_shared_load(void *memory, size_t index) { return atomic_load((_Atomic uint32_t *)memory + index); }

int swjs_shared_exchange(void *memory, size_t index, uint32_t expected, uint32_t desired) {
    return atomic_compare_exchange_strong((_Atomic uint32_t *)memory + index, &expected, desired);
}

int swjs_doorbell(void) {
#ifdef __linux__
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return fd < 0 ? -errno : fd;
#else
    return -ENOSYS;
#endif
}

void swjs_doorbell_ring(int fd) {
    uint64_t one = 1;
    // Only a counter that is full refuses: then it rings already.
    if (write(fd, &one, sizeof one) < 0) return;
}

void swjs_doorbell_silence(int fd) {
    uint64_t count;
    if (read(fd, &count, sizeof count) < 0) return;
}
