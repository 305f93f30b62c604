/* What the checks of the official form share: a document as a reader sees it,
 * paragraph by paragraph, with the formatting in effect.  Private to
 * gen/form/form*.c.  Everything lives in the form's arena. */
#ifndef TONGBAO_FORM_FORM_PART_H
#define TONGBAO_FORM_FORM_PART_H

#include "gen/form/form_face.h"
#include "gen/form/form_finding.h"
#include "gen/form/form_look.h"
#include "gen/form/form_role.h"
#include "gen/form/form_wording.h"

struct run {
    size_t start, len; /* bytes of the paragraph's text */
    struct letters letters;
};

/* A PAGE field (17.16.5.44), if n_page_fields. */
struct page_field {
    size_t start, len; /* of its result in the text */
    struct letters letters;
    struct str code;
    bool is_one_run; /* begin and end in one run: WPS does not show it */
};

struct paragraph {
    struct spot spot;
    struct str style; /* name, may be empty */
    struct str text;  /* as shown, the automatic number first */
    size_t label;     /* bytes of that number and its blank */
    struct run *runs; /* without the number */
    size_t n_runs;
    struct layout layout;
    struct page_field page;
    unsigned n_page_fields;
    bool has_drawing; /* a picture or a shape stands in it */
    bool begins_page; /* a break stands before it */
    bool ends_page;   /* while reading: a break stands at its end */
    enum role role;
    unsigned level;    /* of a heading */
    bool is_named;     /* its role is that of its style */
    unsigned part;     /* 0 the notice, n its n-th attachment */
    struct str anchor; /* where a text box stands: left right center outside */
};

enum grid_kind { GRID_NONE, GRID_LINES, GRID_LINES_AND_CHARACTERS };
enum footer_kind { FOOTER_DEFAULT, FOOTER_EVEN, FOOTER_FIRST, N_FOOTERS };

struct footer {
    struct str name; /* of its part */
    struct paragraph *items;
    size_t n_items;
};

struct form_section {
    int width, height, top, bottom, left, right, gutter, footer; /* twips */
    enum grid_kind grid;
    int line_pitch, char_space;
    bool has_first; /* titlePg */
    int page_start; /* -1: goes on */
    struct str page_format;
    bool is_continuous;
    const struct footer *footers[N_FOOTERS];
};

struct form_table {
    struct spot spot;
    size_t first, n_paragraphs; /* its cells' */
    int width, indent;          /* twips; 0: not said */
    int percent; /* of the text's width, in fiftieths; 0: not said */
    enum alignment align;
    bool is_floating, is_nested; /* in a table or a text box */
};

struct form {
    const char *path;
    struct arena *arena;
    struct diags *diags;
    struct wordings *wordings;
    struct looks looks;
    struct paragraph *items;
    size_t n_items;
    size_t room;
    struct form_section *sections;
    size_t n_sections;
    struct form_table *tables;
    size_t n_tables;
    bool has_boxes;               /* with text */
    size_t n_body;                /* paragraphs outside tables */
    unsigned n_parts;             /* attachments that follow */
    bool has_even_footers;        /* evenAndOddHeaders */
    bool has_changes;             /* tracked */
    unsigned default_half_points; /* of the default style, for the grid */
    struct finding *findings;
    size_t n_findings;
    size_t findings_room;
};

/* Reads the package into the form; false after reporting. */
bool form_read(struct form *form);

/* Says what each paragraph is. */
void form_recognise(struct form *form);

/* The checks, in the order of the standard. */
void form_check_pages(struct form *form);
void form_check_lines(struct form *form);
void form_check_tables(struct form *form);
void form_check_boxes(struct form *form);
void form_check_page_numbers(struct form *form);
void form_check_letters(struct form *form);
void form_check_indents(struct form *form);
void form_check_order(struct form *form);
void form_check_head(struct form *form);
void form_check_signer(struct form *form);
void form_check_headings(struct form *form);
void form_check_numbers(struct form *form);
void form_check_dates(struct form *form);
void form_check_signature(struct form *form);
void form_check_attachments(struct form *form);
void form_check_punctuation(struct form *form);

/* In a table or a text box, not in the run of the text. */
bool paragraph_is_aside(const struct paragraph *paragraph);

/* Nearest paragraph in the run of the text, blank ones counted or not; NULL at
 * the ends and, before, where a table stands between. */
struct paragraph *form_previous(const struct form *form,
                                const struct paragraph *paragraph);
struct paragraph *form_next(const struct form *form,
                            const struct paragraph *paragraph);

/* First paragraph of that role in the notice itself; NULL if there is none. */
struct paragraph *form_first(const struct form *form, enum role role);

/* What the clerk calls it: "the title". */
const char *role_name(enum role role, unsigned level);

/* 44 -> "22 pt (二号)", in the arena. */
const char *size_name(struct form *form, unsigned half_points);

/* Room between the margins, in twips. */
int section_text_width(const struct form_section *section);
int section_text_height(const struct form_section *section);
bool section_is_landscape(const struct form_section *section);
bool section_has_standard_height(const struct form_section *section);
bool section_has_standard_width(const struct form_section *section);
bool section_has_standard_foot(const struct form_section *section);

/* The section a paragraph stands in. */
const struct form_section *form_section_of(const struct form *form,
                                           const struct paragraph *paragraph);

/* Size of most of the paragraph's text; 0 of an empty one. */
unsigned paragraph_half_points(const struct paragraph *paragraph);

/* Where a byte of a one-line paragraph stands, in twips from the left edge of
 * the text; false if that is not known: line breaks, tabs but one to the right.
 */
bool paragraph_place(const struct form *form, const struct paragraph *paragraph,
                     size_t at, int *x);

/* Twips of an exact line; 0: the line's height follows the font. */
int paragraph_exact_line(const struct paragraph *paragraph);

/* Where the text of a one-line paragraph begins and ends, in twips from the
 * left edge of the text. */
void paragraph_extent(const struct form *form,
                      const struct paragraph *paragraph, int *left, int *right);

#endif
