#include "swjs_scan.h"

#include <string.h>

int swjs_is_ascii(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    // Blocks without a branch inside are made vector code by the compiler.
    for (; i + 64 <= count; i += 64) {
        uint64_t words[8], all = 0;
        memcpy(words, bytes + i, 64);
        for (int k = 0; k < 8; k++) all |= words[k];
        if (all & 0x8080808080808080u) return 0;
    }
    uint8_t rest = 0;
    for (; i < count; i++) rest |= bytes[i];
    return rest < 0x80;
}

size_t swjs_json_plain_prefix(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        uint8_t found = 0;
        for (int k = 0; k < 32; k++) {
            uint8_t c = bytes[i + k];
            found |= (uint8_t)((c < 0x20) | (c == 0x22) | (c == 0x5C));
        }
        if (found) break;
    }
    for (; i < count; i++) {
        uint8_t c = bytes[i];
        if (c < 0x20 || c == 0x22 || c == 0x5C) return i;
    }
    return count;
}
