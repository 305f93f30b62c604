/* One part of a workbook read as a stream: only the elements a reader knows,
 * known by (parent, name); everything else is skipped with all below it.
 *
 * Names count in the SpreadsheetML namespace only, transitional or strict,
 * whatever the prefix.  Of mc:AlternateContent the fallback is read, since
 * no extension is understood (ECMA-376-3 7.5). */
#ifndef TONGBAO_INPUT_XLSX_WALK_H
#define TONGBAO_INPUT_XLSX_WALK_H

#include "gen/opc/package.h"
#include "gen/opc/xml.h"

enum { XLSX_MAX_LEVELS = 16 };

struct xlsx_element {
    unsigned parent; /* its id, 0 for the document */
    unsigned id;     /* from 1 to 31 */
    const char *name;
};

struct xlsx_walk {
    const struct xlsx_element *elements;
    size_t n_elements;
    uint32_t text_ids; /* bit 1 << id: elements whose text is wanted */
    void *user;
    bool (*start)(void *user, unsigned id,
                  const struct xml_attribute *attributes, size_t n);
    bool (*end)(void *user, unsigned id); /* may be NULL */
    struct strbuf text; /* gathered; the user cuts and clears it */
    /* where the walk is */
    unsigned ids[XLSX_MAX_LEVELS];
    unsigned level;
    size_t lengths[32]; /* of the elements' names */
    struct { /* the latest known child of each element, by its id */
        const char *name;
        unsigned id;
    } latest[32];
    unsigned n_skipped; /* open elements inside a skipped one */
    const char *space;  /* of the last known element */
};

/* False after reporting; sheet is for messages, NULL if it is none. */
bool xlsx_walk(struct xlsx_walk *walk, struct package *package, struct str part,
               const char *sheet, struct diags *diags);

/* An attribute without a namespace; {NULL, 0} if it is absent. */
struct str xlsx_attribute(const struct xml_attribute *attributes, size_t n,
                          const char *name);

/* 1, true, on (ECMA-376-1 22.9.2.7). */
bool xlsx_is_true(struct str value);

/* Decimal digits with blanks around; false for anything else or above max. */
bool xlsx_parse_count(struct str text, uint32_t max, uint32_t *out);

#endif
