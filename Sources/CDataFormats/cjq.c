// Everything of libjq that is used, reached through a table that dlopen fills: the library has 320 KB and pulls in a regular
// expression library of 600 KB, which no worker of a cluster should map.
#include "cjq.h"

#include <jq.h>
#include <jv.h>
#include <stdlib.h>
#include <string.h>

#define LIBRARY "libjq"
#define PACKAGE "libjq1"
#ifdef __APPLE__
#define FILES "libjq.1.dylib", "/opt/homebrew/lib/libjq.1.dylib", "/usr/local/lib/libjq.1.dylib"
#else
#define FILES "libjq.so.1", "libjq.so"
#endif
#define FUNCTIONS(X)                                                                                                           \
    X(jq_init) X(jq_teardown) X(jq_compile) X(jq_start) X(jq_next) X(jq_set_error_cb) X(jq_format_error) X(jq_halted)           \
    X(jq_get_error_message) X(jq_get_exit_code) X(jq_set_debug_cb) X(jq_set_attr)                                               \
    X(jv_parse_sized) X(jv_dump_string) X(jv_free) X(jv_copy) X(jv_get_kind) X(jv_invalid_has_msg) X(jv_invalid_get_msg)        \
    X(jv_string) X(jv_string_value) X(jv_string_length_bytes) X(jv_array) X(jv_array_append) X(jv_number)
#include "lazy_library.h"

const char *cjq_load(void) { return load_library(); }

struct cjq_value { jv value; };

struct cjq_program {
    jq_state *state;
    // What libjq reported since the program was made or started; NULL when nothing.
    char *messages;
    int ended;
};

static void append(char **text, const char *more) {
    size_t old = *text ? strlen(*text) + 1 : 0, extra = strlen(more);
    char *grown = realloc(*text, old + extra + 1);
    if (!grown) return;
    if (old) grown[old - 1] = '\n';
    memcpy(grown + old, more, extra + 1);
    *text = grown;
}

static void remember(void *data, jv message) {
    cjq_program *program = data;
    jv text = lib.jq_format_error(message);
    if (lib.jv_get_kind(text) == JV_KIND_STRING) append(&program->messages, lib.jv_string_value(text));
    lib.jv_free(text);
}

static void ignore(void *data, jv message) {
    (void)data;
    lib.jv_free(message);
}

static char *copy_text(jv string, size_t *length) {
    size_t count = (size_t)lib.jv_string_length_bytes(lib.jv_copy(string));
    char *text = malloc(count + 1);
    if (text) {
        memcpy(text, lib.jv_string_value(string), count);
        text[count] = 0;
        if (length) *length = count;
    }
    lib.jv_free(string);
    return text;
}

/// An invalid value's message as text; takes the value.
static char *message_of(jv invalid, const char *otherwise, size_t *length) {
    jv message = lib.jv_invalid_get_msg(invalid);
    if (lib.jv_get_kind(message) == JV_KIND_STRING) return copy_text(message, length);
    if (lib.jv_get_kind(message) == JV_KIND_NULL || lib.jv_get_kind(message) == JV_KIND_INVALID) {
        lib.jv_free(message);
        return copy_text(lib.jv_string(otherwise), length);
    }
    return copy_text(lib.jv_dump_string(message, 0), length);
}

cjq_value *cjq_parse(const char *text, size_t length, char **error) {
    jv value = lib.jv_parse_sized(text, (int)length);
    if (lib.jv_get_kind(value) == JV_KIND_INVALID) {
        *error = message_of(value, "no JSON value", NULL);
        return NULL;
    }
    cjq_value *result = malloc(sizeof *result);
    result->value = value;
    return result;
}

void cjq_value_free(cjq_value *value) {
    lib.jv_free(value->value);
    free(value);
}

cjq_program *cjq_compile(const char *filter, char **error) {
    cjq_program *program = calloc(1, sizeof *program);
    program->state = lib.jq_init();
    lib.jq_set_error_cb(program->state, remember, program);
    lib.jq_set_debug_cb(program->state, ignore, NULL);
    // Without the attribute libjq 1.6 ends the process when a filter says `import`.
    lib.jq_set_attr(program->state, lib.jv_string("JQ_LIBRARY_PATH"), lib.jv_array());
    if (lib.jq_compile(program->state, filter)) return program;
    *error = program->messages ? program->messages : strdup("the filter does not compile");
    program->messages = NULL;
    cjq_program_free(program);
    return NULL;
}

void cjq_program_free(cjq_program *program) {
    lib.jq_teardown(&program->state);
    free(program->messages);
    free(program);
}

void cjq_start(cjq_program *program, const cjq_value *value, int index) {
    jv input = lib.jv_copy(value->value);
    if (index >= 0) input = lib.jv_array_append(lib.jv_array_append(lib.jv_array(), lib.jv_number(index)), input);
    program->ended = 0;
    lib.jq_start(program->state, input, 0);
}

int cjq_next(cjq_program *program, char **text, size_t *length) {
    *text = NULL;
    *length = 0;
    if (program->ended) return CJQ_END;
    jv result = lib.jq_next(program->state);
    if (lib.jv_get_kind(result) != JV_KIND_INVALID) {
        *text = copy_text(lib.jv_dump_string(result, 0), length);
        return CJQ_VALUE;
    }
    program->ended = 1;
    if (lib.jq_halted(program->state)) {
        lib.jv_free(result);
        jv message = lib.jq_get_error_message(program->state);
        int kind = lib.jv_get_kind(message);
        if (kind == JV_KIND_INVALID || kind == JV_KIND_NULL) {
            lib.jv_free(message);
            return CJQ_END;
        }
        *text = copy_text(kind == JV_KIND_STRING ? message : lib.jv_dump_string(message, 0), length);
        return CJQ_ERROR;
    }
    if (lib.jv_invalid_has_msg(lib.jv_copy(result))) {
        *text = message_of(result, "error without a message", length);
        return CJQ_ERROR;
    }
    lib.jv_free(result);
    return CJQ_END;
}
