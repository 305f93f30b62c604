/* What the fence or libxml2 finds wrong with a document, put into one error
 * with its line.  xmlParserCtxt._private points to the complaint. */
#ifndef TONGBAO_OPC_COMPLAINT_H
#define TONGBAO_OPC_COMPLAINT_H

#include <libxml/parser.h>

#include "gen/base/diag.h"
#include "gen/opc/fence.h"

/* The first thing the parser complained about.  A zeroed struct is one without
 * a complaint. */
struct complaint {
    char *message; /* NULL: nothing */
    int line;
    bool is_at_end; /* nothing of the document was left then */
    bool has_dtd;
};

/* From now on what libxml2 finds wrong is noted in complaint, and nothing is
 * printed; complaint_end() before the parser is freed. */
void complaint_begin(struct complaint *complaint, xmlParserCtxt *ctxt);
void complaint_end(void);

/* For sax->serror and sax->internalSubset; user is the parser's context, as
 * libxml2 passes it. */
void complaint_note_error(void *user, xmlErrorPtr error);
void complaint_refuse_dtd(void *user, const xmlChar *name,
                          const xmlChar *external, const xmlChar *system);

/* The document ends too early: replaces what libxml2 says, which is that of
 * extra content on the first line. */
void complaint_note_end(struct complaint *complaint, size_t line);

void complaint_clear(struct complaint *complaint);

/* Both add one error and return false. */
bool complaint_report(const struct complaint *complaint, struct location at,
                      struct diags *diags);
bool complaint_report_fault(enum fence_fault fault, const struct fence *fence,
                            struct location at, struct diags *diags);

/* at with its line: as the row, or behind the place, which is kept in the
 * caller's place. */
struct location complaint_at(struct location at, size_t line,
                             struct strbuf *place);

#endif
