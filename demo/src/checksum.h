/* The two checksums of gzip, zlib and PNG. */
#ifndef SOUK_DEMO_CHECKSUM_H
#define SOUK_DEMO_CHECKSUM_H

#include "base.h"

/* CRC-32 (polynomial 0xEDB88320) of `data`, continued from `previous`, which is 0 at the start. */
OUTLINED uint32_t crc32_of(const uint8_t *data, size_t size, uint32_t previous) {
    static uint32_t table[256];
    if (table[1] == 0) {
        for (uint32_t i = 0; i < 256; i++) {
            uint32_t value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = value & 1 ? 0xedb88320u ^ (value >> 1) : value >> 1;
            }
            table[i] = value;
        }
    }
    uint32_t crc = ~previous;
    for (size_t i = 0; i < size; i++) {
        crc = table[(crc ^ data[i]) & 0xff] ^ (crc >> 8);
    }
    return ~crc;
}

OUTLINED uint32_t adler32_of(const uint8_t *data, size_t size) {
    uint32_t low = 1, high = 0;
    for (size_t i = 0; i < size; i++) {
        low = (low + data[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

#endif
