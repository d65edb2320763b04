#ifndef NODE_SCRIPTS_H
#define NODE_SCRIPTS_H

#include <stddef.h>

/// The JavaScript half of a Node module, embedded at build time: the module's name and its source text (UTF-8).
struct node_script {
    const char *name;
    const unsigned char *source;
    size_t length;
};

/// All embedded scripts; the last entry has a null name.
extern const struct node_script node_scripts[];

/// The same for languages that do not import arrays of unknown length.
static inline const struct node_script *node_scripts_table(void) { return node_scripts; }

#endif
