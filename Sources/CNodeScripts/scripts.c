#include "node_scripts.h"

// One line for each file; the path is relative to this one. Keep the lines sorted by module name.
#define SCRIPTS(X)

const struct node_script node_scripts[] = {
    {NULL, NULL, 0},
};
