/* What every unit test includes, in the order cmocka wants it. */
#ifndef TONGBAO_TESTS_UNIT_H
#define TONGBAO_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* struct str of a literal with any bytes, in the tables of tests */
#define BYTES(literal) {(literal), sizeof(literal) - 1}

#define N_ITEMS(array) (sizeof(array) / sizeof(array)[0])

#endif
