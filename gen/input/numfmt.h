/* Number formats: which of them make a number a date, and what the date is
 * (ECMA-376-1 18.8.30, 18.17.4).
 *
 * The value decides between a date and a time of day: less than a day is a
 * time.  Built-in codes 27-36 and 50-58 are dates in East Asian programs,
 * which do not define them in the file. */
#ifndef TONGBAO_INPUT_NUMFMT_H
#define TONGBAO_INPUT_NUMFMT_H

#include "gen/input/grid.h"

enum numfmt_kind { NUMFMT_NUMBER, NUMFMT_DATE, NUMFMT_DURATION };

enum epoch {
    EPOCH_1900, /* day 1 is 1900-01-01; day 60, 1900-02-29, never was */
    EPOCH_1904, /* day 0 is 1904-01-01 */
    EPOCH_ISO   /* day 0 is 1899-12-30, without the false day */
};

enum numfmt_kind numfmt_of_id(uint32_t id);
enum numfmt_kind numfmt_of_code(struct str code);

/* Fills type, text and number of a cell that holds number under a format of
 * this kind; plain is its text as a number, {NULL, 0} to have it made.  False
 * if the number is no date though the format says so: it stays a number. */
bool numfmt_apply(struct cell *cell, enum numfmt_kind kind, enum epoch epoch,
                  double number, struct str plain, struct arena *arena);

#endif
