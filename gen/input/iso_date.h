/* Dates and times as workbooks write them in ISO 8601, read through a serial
 * number, so that they look like those that were kept as one. */
#ifndef TONGBAO_INPUT_ISO_DATE_H
#define TONGBAO_INPUT_ISO_DATE_H

#include "gen/input/grid.h"

/* 2021-01-05, 2021-01-05T08:30:00.5Z, 08:30: all of cell but col.  False, and
 * nothing set, for anything else. */
bool iso_date_read(struct cell *cell, struct str text, struct arena *arena);

/* PT08H30M15.5S, of any number of hours: a time of day below 24 hours, else a
 * duration. */
bool iso_time_read(struct cell *cell, struct str text, struct arena *arena);

#endif
