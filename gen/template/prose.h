/* Prose blocks (.txt): paragraphs, and the headings official documents
 * number: 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3). */
#ifndef TONGBAO_TEMPLATE_PROSE_H
#define TONGBAO_TEMPLATE_PROSE_H

#include "gen/base/str.h"

enum { PROSE_LEVELS = 4 };

/* One paragraph of prose. */
struct prose_line {
    struct str text;    /* trimmed, without the line end */
    unsigned line;      /* in the file, from 1 */
    unsigned level;     /* 1..4 of a heading, else 0 */
    size_t heading_len; /* bytes of text that are the heading: up to and with
                           the first full stop of a run-in one, else all */
};

/* The next paragraph at or after *from, which moves on; empty lines are
 * passed over.  *line counts the lines read.  False at the end. */
bool prose_next(struct str text, size_t *from, unsigned *line,
                struct prose_line *out);

/* Names of the paragraph and character styles of a heading level (1..4). */
const char *prose_paragraph_style(unsigned level);
const char *prose_character_style(unsigned level);

#endif
