/* Delimited text: comma, tab or semicolon, found by counting, or what a first
 * line "sep=;" says; quotes by RFC 4180.
 *
 * Positions are an editor's: grid_row.row is the physical line the record
 * starts on (from 0), col the number of the field (from 0).  Records may have
 * any number of fields.  Every cell is CELL_TEXT and kept as written, except
 * that line breaks inside quotes become "\n" and ="00123", which exports
 * write to stop spreadsheets from eating digits, becomes 00123.  Empty fields
 * are not stored.
 *
 * A quote that is never closed is an error where it opened; a NUL is an
 * error; text behind a closing quote is kept, and one note counts such cells.
 */
#ifndef TONGBAO_INPUT_CSV_H
#define TONGBAO_INPUT_CSV_H

#include "gen/input/grid.h"

/* Reads len bytes of UTF-8 with a NUL behind them.  The cells are views into
 * the text, which is changed in place and must live as long as the sheet. */
bool csv_read(struct grid_sheet *sheet, char *text, size_t len,
              struct location at, const struct grid_options *options,
              struct arena *arena, struct diags *diags);

/* The delimiter of the records at the start of text. */
char csv_delimiter(struct str text);

#endif
