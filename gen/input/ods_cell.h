/* One cell of an OpenDocument sheet: its value from the attributes, its text
 * from the paragraphs inside. */
#ifndef TONGBAO_INPUT_ODS_CELL_H
#define TONGBAO_INPUT_ODS_CELL_H

#include "gen/input/grid.h"
#include "gen/opc/xml.h"

#define ODS_SPACE(name) "urn:oasis:names:tc:opendocument:xmlns:" name ":1.0"

/* What the attributes say; views live as long as these. */
struct ods_raw {
    struct str type;   /* office:value-type */
    struct str value;  /* office:value, date-value, time-value, ... */
    bool is_error;     /* calcext:value-type is error */
    uint32_t n_across; /* repeated so often, 1 for once */
    uint32_t n_columns_spanned;
    uint32_t n_rows_spanned;
};

void ods_raw_read(struct ods_raw *raw, const struct xml_attribute *attributes,
                  size_t n);

/* An attribute of a namespace; {NULL, 0} if it is absent. */
struct str ods_attribute(const struct xml_attribute *attributes, size_t n,
                         const char *space, const char *name);

/* A count from 1 to most; 1 if it is absent or none. */
uint32_t ods_count(struct str text, uint32_t most);

/* Fills all but col.  text is what the paragraphs say.  False for a value that
 * does not fit its type. */
bool ods_cell_read(struct cell *cell, const struct ods_raw *raw,
                   struct str text, struct arena *arena);

#endif
