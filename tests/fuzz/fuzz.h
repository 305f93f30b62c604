/* One input of a fuzz target; libFuzzer and replay.c call it. */
#ifndef TONGBAO_TESTS_FUZZ_H
#define TONGBAO_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
