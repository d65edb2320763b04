// A shared library that is loaded by its first use, so that a process which never needs it maps nothing of it. Defined before this is
// included: LIBRARY, its name; PACKAGE, what Debian calls it; FILES, the names it may have, tried in turn; FUNCTIONS(X), which puts
// each function that is used through X. Afterwards `lib` has them, once `load_library` answered NULL.
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#define FIELD(name) __typeof__(&name) name;
static struct { FUNCTIONS(FIELD) } lib;

static const char *load_error;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

static void load_once(void) {
    static const char *const files[] = { FILES };
    void *handle = NULL;
    for (size_t i = 0; !handle && i < sizeof files / sizeof *files; i++) handle = dlopen(files[i], RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        load_error = LIBRARY " is not installed (Debian: " PACKAGE ")";
        return;
    }
#define RESOLVE(name)                                                                                                          \
    if (!(*(void **)&lib.name = dlsym(handle, #name))) load_error = LIBRARY " has no " #name " (it is too old)";
    FUNCTIONS(RESOLVE)
}

/// NULL when the library is there, else why not (a text that stays).
static const char *load_library(void) {
    pthread_once(&loaded, load_once);
    return load_error;
}
