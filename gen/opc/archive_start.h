/* Where a zip archive begins inside a file: 0, unless something was put in
 * front of it afterwards and its offsets do not count that. */
#ifndef TONGBAO_OPC_ARCHIVE_START_H
#define TONGBAO_OPC_ARCHIVE_START_H

#include <stdbool.h>
#include <stdint.h>

/* 0 for what is no zip archive, too. */
uint64_t archive_start(const char *path);

#endif
