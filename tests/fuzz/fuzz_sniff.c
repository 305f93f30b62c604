/* Any bytes have a kind. */
#include "gen/input/sniff.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sniff_kind((struct str){(const char *)data, size});
    return 0;
}
