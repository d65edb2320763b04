#ifndef SWJS_SCAN_H
#define SWJS_SCAN_H

#include <stddef.h>
#include <stdint.h>

/// Whether all bytes are below 0x80.
int swjs_is_ascii(const uint8_t *bytes, size_t count);

/// The length of the longest beginning that stands unchanged in a JSON string: no `"`, no `\`, no control characters.
size_t swjs_json_plain_prefix(const uint8_t *bytes, size_t count);

#endif
