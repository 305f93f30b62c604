/* What the cell styles of a workbook (styles.xml) make of a number. */
#ifndef TONGBAO_INPUT_XLSX_STYLES_H
#define TONGBAO_INPUT_XLSX_STYLES_H

#include "gen/input/numfmt.h"
#include "gen/opc/package.h"

struct xlsx_styles {
    unsigned char *kinds; /* enum numfmt_kind of each cell format */
    uint32_t n_kinds;
};

bool xlsx_styles_read(struct xlsx_styles *styles, struct package *package,
                      struct str part, struct arena *arena,
                      struct diags *diags);

/* NUMFMT_NUMBER for an index out of range. */
enum numfmt_kind xlsx_styles_kind(const struct xlsx_styles *styles,
                                  uint32_t index);

#endif
