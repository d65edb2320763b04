// libyaml's events as plain values, the library loaded by its first use.
#ifndef CYAML_H
#define CYAML_H

#include <stddef.h>

typedef struct cyaml_reader cyaml_reader;

enum {
    CYAML_STREAM_END,
    CYAML_DOCUMENT_START,
    CYAML_DOCUMENT_END,
    CYAML_ALIAS,
    CYAML_SCALAR,
    CYAML_SEQUENCE_START,
    CYAML_SEQUENCE_END,
    CYAML_MAPPING_START,
    CYAML_MAPPING_END,
    CYAML_ERROR
};

typedef struct {
    int kind;
    /// A scalar's text, an alias's name, or an error's message; valid until the next call.
    const char *text;
    size_t length;
    /// NULL when there is none.
    const char *anchor;
    const char *tag;
    /// Whether a scalar is written without quotes.
    int plain;
    /// Counted from 1.
    size_t line, column;
} cyaml_event;

/// Loads libyaml. NULL when it is there, else why not (a text that stays).
const char *cyaml_load(void);

/// The text must stay until the reader is freed.
cyaml_reader *cyaml_open(const char *text, size_t length);
void cyaml_next(cyaml_reader *reader, cyaml_event *event);
void cyaml_close(cyaml_reader *reader);

#endif
