/* SQL functions of our own.  They replace SQLite's binary arithmetic by exact
 * decimals and know Chinese working days:
 *   sum(x), total(x), avg(x), avg(x, digits)   also as window functions
 *   round(x), round(x, digits)                 half up
 *   days(a, b), workdays(a, b)                 from a to b, 0 on the same day
 *   hanzi(n)                                   4 -> 四
 * A number is an INTEGER, a REAL taken with 15 digits, or text that reads as
 * a decimal; NULL and empty text do not count; any other text is an error.
 */
#ifndef TONGBAO_MODEL_SQLFUNC_H
#define TONGBAO_MODEL_SQLFUNC_H

#include <sqlite3.h>

#include "gen/base/decimal.h"
#include "gen/model/calendar.h"

enum sqlfunc_number { SQLFUNC_NULL, SQLFUNC_NUMBER, SQLFUNC_BAD };

enum { SQLFUNC_FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };

/* calendar may be NULL: workdays() then fails.  SQLite's status. */
int sqlfunc_register(sqlite3 *db, const struct calendar *calendar);

/* The aggregates alone (sqlsum.c). */
int sqlsum_register(sqlite3 *db);

/* Reads an argument; SQLFUNC_BAD after setting the context's error. */
enum sqlfunc_number sqlfunc_decimal(sqlite3_context *context,
                                    sqlite3_value *value, struct decimal *out);

/* Digits behind the point as an argument, clamped to 0..15. */
unsigned sqlfunc_digits(sqlite3_value *value);

/* Columns as text, as the connection keeps it. */
struct str sqlfunc_text(sqlite3_value *value);

#endif
