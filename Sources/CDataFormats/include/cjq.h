// libjq behind a narrow door: loaded by its first use, so that a process which needs no filter pays nothing for it.
#ifndef CJQ_H
#define CJQ_H

#include <stddef.h>
#include <stdint.h>

typedef struct cjq_program cjq_program;
typedef struct cjq_value cjq_value;

/// Loads libjq. NULL when it is there, else why not (a text that stays).
const char *cjq_load(void);

/// Parses JSON text. NULL when it is no JSON; then *error is a text to be freed.
cjq_value *cjq_parse(const char *text, size_t length, char **error);
void cjq_value_free(cjq_value *value);

/// Compiles a filter. NULL when it is wrong; then *error is what libjq said (to be freed).
cjq_program *cjq_compile(const char *filter, char **error);
void cjq_program_free(cjq_program *program);

/// Begins a run on a value, which stays the caller's. With index >= 0 the input is [index, value].
void cjq_start(cjq_program *program, const cjq_value *value, int index);

enum { CJQ_VALUE, CJQ_END, CJQ_ERROR };

/// The next result: its JSON text, or an error's message, in *text (to be freed; NULL at the end).
int cjq_next(cjq_program *program, char **text, size_t *length);

#endif
