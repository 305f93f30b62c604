/* Formatting in effect: document defaults, styles along their chains,
 * numbering, direct formatting, theme fonts (ECMA-376-1 17.7.2).  Text lives
 * as long as the arena given. */
#ifndef TONGBAO_FORM_FORM_LOOK_H
#define TONGBAO_FORM_FORM_LOOK_H

#include "gen/template/element.h"

/* Font of a script; the theme's name for it where that is how it is given. */
struct font {
    struct str name; /* empty: not said */
    bool is_theme;
};

struct letters {
    struct font east_asian, ascii, high_ansi;
    bool hints_east_asian; /* “” — … take the East Asian font */
    unsigned half_points;  /* 0: not said */
    int spacing;           /* twips between characters */
    bool is_bold;
    bool is_hidden;
    struct str color; /* RRGGBB, "auto" or empty */
};

/* A line above or below a paragraph. */
struct border {
    struct str color; /* as of letters */
    int space;        /* points to the text */
    bool is_drawn;
};

enum line_rule { LINE_AUTO, LINE_EXACT, LINE_AT_LEAST };
enum alignment { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_BOTH };

/* Twips; *_chars and *_lines in hundredths.  first is the first line's
 * indent, negative when it hangs. */
struct layout {
    int left, left_chars, right, right_chars, first, first_chars;
    int before, before_lines, after, after_lines;
    int line;
    enum line_rule rule;
    enum alignment align;
    bool ignores_grid;
    bool begins_page;
    int outline; /* 0 to 8; 9: text */
    int num_id;  /* 0: not numbered */
    int num_level;
    struct border top, bottom;
    int right_tab;    /* where text ends at; 0: none */
    struct str frame; /* w:xAlign of a frame; empty: none */
};

struct look_entry;

struct looks {
    struct look_entry *entries; /* sorted by id */
    size_t n_entries;
    struct look_entry *paragraph_default;
    struct letters letters; /* document defaults */
    struct layout layout;
    struct str fonts[2][2]; /* major, minor: Latin, East Asian */
    struct arena *arena;
};

/* Either document may be NULL; both must outlive the looks. */
void looks_read(struct looks *looks, const xmlDoc *styles, const xmlDoc *theme,
                struct arena *arena);

/* A paragraph style's name, letters and layout; id empty or unknown: the
 * default style's. */
struct str looks_style(struct looks *looks, struct str id,
                       struct letters *letters, struct layout *layout);

/* Puts a character style over the letters. */
void looks_add_style(struct looks *looks, struct str id,
                     struct letters *letters);

/* Puts direct formatting over what is there; either node may be NULL. */
void looks_add_letters(struct looks *looks, const xmlNode *rpr,
                       struct letters *letters);
void looks_add_layout(struct looks *looks, const xmlNode *ppr,
                      struct layout *layout);

/* RRGGBB of a red ink, bright or dark. */
bool color_is_red(struct str color);

/* Indents in twips at a size. */
int layout_left(const struct layout *layout, unsigned half_points);
int layout_right(const struct layout *layout, unsigned half_points);
int layout_first(const struct layout *layout, unsigned half_points);

#endif
