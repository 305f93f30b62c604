/* Reading a document for the check of its form: what the readers of blocks,
 * text, sections and footers share.  Private to gen/form/form_read*.c. */
#ifndef TONGBAO_FORM_FORM_READ_H
#define TONGBAO_FORM_FORM_READ_H

#include "gen/form/form_numbering.h"
#include "gen/form/form_part.h"
#include "gen/opc/package.h"

/* The field being read; those inside it count as its text. */
struct field {
    unsigned depth;
    bool is_code; /* between begin and separate */
    struct strbuf code;
    size_t start;
    const xmlNode *run;
    bool is_page;
};

struct reader {
    struct form *form;
    struct package *package;
    struct str main;
    struct relations relations;
    struct numbering *numbering;
    struct footer *read; /* footers, each once */
    size_t n_read;
    struct spot spot;
    bool is_after_break; /* the next paragraph begins a page */
    /* the paragraph being read */
    struct strbuf text;
    struct run *runs;
    size_t n_runs, runs_room;
    struct field field;
};

/* By local name alone: DrawingML, VML and markup compatibility. */
bool reader_is(const xmlNode *node, const char *name);

/* Of alternatives the first choice is read, as every newer program does. */
bool reader_skips(const xmlNode *node);

/* Arrays that grow to 1, 3, 7, 15 ... items. */
bool reader_is_full(size_t n_items);

/* Text, runs, layout and page field of a w:p. */
void reader_read_text(struct reader *reader, struct paragraph *paragraph,
                      const xmlNode *node);

/* A w:sectPr with the footers it names; false after reporting. */
bool reader_read_section(struct reader *reader, const xmlNode *node);

/* Width, indent and alignment of a w:tbl. */
void reader_measure_table(struct form_table *table, const xmlNode *node);

/* A part's document, which the caller frees; false after reporting. */
bool reader_read_part(struct reader *reader, struct str name, xmlDoc **doc);

#endif
