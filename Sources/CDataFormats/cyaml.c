#include "cyaml.h"

#include <stdlib.h>
#include <yaml.h>

#define LIBRARY "libyaml"
#define PACKAGE "libyaml-0-2"
#ifdef __APPLE__
#define FILES "libyaml-0.2.dylib", "/opt/homebrew/lib/libyaml-0.2.dylib", "/usr/local/lib/libyaml-0.2.dylib"
#else
#define FILES "libyaml-0.so.2", "libyaml.so"
#endif
#define FUNCTIONS(X) X(yaml_parser_initialize) X(yaml_parser_set_input_string) X(yaml_parser_parse) X(yaml_parser_delete) X(yaml_event_delete)
#include "lazy_library.h"

const char *cyaml_load(void) { return load_library(); }

struct cyaml_reader {
    yaml_parser_t parser;
    yaml_event_t event;
    int has_event;
};

cyaml_reader *cyaml_open(const char *text, size_t length) {
    cyaml_reader *reader = calloc(1, sizeof *reader);
    lib.yaml_parser_initialize(&reader->parser);
    lib.yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, length);
    return reader;
}

void cyaml_close(cyaml_reader *reader) {
    if (reader->has_event) lib.yaml_event_delete(&reader->event);
    lib.yaml_parser_delete(&reader->parser);
    free(reader);
}

void cyaml_next(cyaml_reader *reader, cyaml_event *event) {
    do {
        if (reader->has_event) lib.yaml_event_delete(&reader->event);
        reader->has_event = 0;
        *event = (cyaml_event){ .kind = CYAML_ERROR };
        if (!lib.yaml_parser_parse(&reader->parser, &reader->event)) {
            event->text = reader->parser.problem ? reader->parser.problem : "cannot be read";
            // Errors of the reader (bad UTF-8) have an offset and no mark.
            yaml_mark_t mark = reader->parser.problem_mark;
            if (reader->parser.error == YAML_READER_ERROR) mark = reader->parser.mark;
            event->line = mark.line + 1;
            event->column = mark.column + 1;
            return;
        }
        reader->has_event = 1;
    } while (reader->event.type == YAML_STREAM_START_EVENT || reader->event.type == YAML_NO_EVENT);
    yaml_event_t *it = &reader->event;
    event->line = it->start_mark.line + 1;
    event->column = it->start_mark.column + 1;
    switch (it->type) {
    case YAML_STREAM_END_EVENT: event->kind = CYAML_STREAM_END; break;
    case YAML_DOCUMENT_START_EVENT: event->kind = CYAML_DOCUMENT_START; break;
    case YAML_DOCUMENT_END_EVENT: event->kind = CYAML_DOCUMENT_END; break;
    case YAML_ALIAS_EVENT:
        event->kind = CYAML_ALIAS;
        event->anchor = (const char *)it->data.alias.anchor;
        break;
    case YAML_SCALAR_EVENT:
        event->kind = CYAML_SCALAR;
        event->text = (const char *)it->data.scalar.value;
        event->length = it->data.scalar.length;
        event->anchor = (const char *)it->data.scalar.anchor;
        event->tag = (const char *)it->data.scalar.tag;
        event->plain = it->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        break;
    case YAML_SEQUENCE_START_EVENT:
        event->kind = CYAML_SEQUENCE_START;
        event->anchor = (const char *)it->data.sequence_start.anchor;
        event->tag = (const char *)it->data.sequence_start.tag;
        break;
    case YAML_SEQUENCE_END_EVENT: event->kind = CYAML_SEQUENCE_END; break;
    case YAML_MAPPING_START_EVENT:
        event->kind = CYAML_MAPPING_START;
        event->anchor = (const char *)it->data.mapping_start.anchor;
        event->tag = (const char *)it->data.mapping_start.tag;
        break;
    case YAML_MAPPING_END_EVENT: event->kind = CYAML_MAPPING_END; break;
    default: break;
    }
}
