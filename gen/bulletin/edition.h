/* One state of a document that is compared with another: its text, whether it
 * is a Word document or a workbook, and what its passages and cells are
 * called.  Lives in its arena. */
#ifndef TONGBAO_BULLETIN_EDITION_H
#define TONGBAO_BULLETIN_EDITION_H

#include "gen/bulletin/figure.h"
#include "gen/bulletin/parcel.h"
#include "gen/bulletin/passages.h"

struct edition { /* zeroed: empty */
    const char *path;
    struct docx_text text; /* of a workbook: rows; their table is the sheet */
    const char **sheets;   /* their names; NULL: a Word document */
    struct passages passages;
    struct figures figures;
};

/* What somebody edited: a Word document, or a workbook of any kind that can
 * be read.  False after reporting. */
bool edition_read(struct edition *edition, const char *path,
                  struct arena *arena, struct diags *diags);

/* A document of a package. */
bool edition_read_packed(struct edition *edition, struct parcel *parcel,
                         const struct record_file *file, struct diags *diags);

/* Fills figures from the passages. */
void edition_add_figures(struct edition *edition, struct arena *arena);

/* Of a cell, the block's row or its paragraph: cell SIZE_MAX. */
struct location edition_place(const struct edition *edition,
                              const struct docx_block *block, size_t cell,
                              struct arena *arena);

#endif
