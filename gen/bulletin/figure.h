/* The figures of a text: numbers in digits of either width or in Chinese
 * words, with what they count; and codes.  Two figures are compared by value
 * (48家 is 四十八家), and are taken for the same place of a text by the words
 * around them. */
#ifndef TONGBAO_BULLETIN_FIGURE_H
#define TONGBAO_BULLETIN_FIGURE_H

#include "gen/base/arena.h"
#include "gen/base/decimal.h"

enum { FIGURE_WINDOW = 8 };

struct figure {
    struct str text; /* as written, with its unit: 48家, 94.78% */
    struct decimal value;
    bool is_code; /* letters in it, or too long: compared as written */
    bool is_percent;
    bool is_weak;                 /* 一个: perhaps a figure of speech */
    uint32_t unit;                /* the character behind; 0: none */
    uint32_t left[FIGURE_WINDOW]; /* words of its clause, nearest first */
    uint32_t right[FIGURE_WINDOW];
    size_t n_left;
    size_t n_right;
    size_t passage; /* the caller's: where it stands */
    size_t cell;    /* of a row; SIZE_MAX: no row */
    size_t index;   /* among the figures of its passage and cell */
};

struct figures { /* zeroed: empty; lives in its arena */
    struct figure *items;
    size_t n_items;
    size_t cap;
};

/* Adds the figures of a text, in order. */
void figures_add(struct figures *figures, struct str text, size_t passage,
                 size_t cell, struct arena *arena);

bool figure_equals(const struct figure *a, const struct figure *b);

/* How alike the words around them are: 0 to 250; 100 where both have none. */
unsigned figure_likeness(const struct figure *a, const struct figure *b);

#endif
