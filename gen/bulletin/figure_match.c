#include "gen/bulletin/figure_match.h"

#include <stdlib.h>
#include <string.h>

#include "gen/base/mem.h"

enum { /* points; likeness of the words around gives up to 250 */
    POINTS_VALUE = 50,
    POINTS_LIST = 25, /* for the value in a bare list: 82.9%、7.3% */
    POINTS_ORDER = 50,
    POINTS_UNIT = 25,
    POINTS_PARTNER = 100,
    MIN_POINTS = 160,
    MIN_LIKENESS = 110 /* to say that a lone figure is a changed one */
};

struct pair {
    size_t old;
    size_t new;
    unsigned points;
};

struct matcher {
    const struct figures *old;
    const struct figures *new;
    const struct passages *old_passages;
    const struct passages *new_passages;
    struct figure_match *matches;
    bool *taken; /* of old */
    struct pair *pairs;
    size_t n_pairs;
    size_t cap;
};

static const struct passage *
passage_of(const struct passages *passages, const struct figure *figure)
{
    return &passages->items[figure->passage];
}

static bool
is_open(const struct matcher *matcher, size_t i)
{
    const struct figure *figure = &matcher->new->items[i];

    return !matcher->matches[i].old &&
           !passage_of(matcher->new_passages, figure)->is_same;
}

static bool
is_free(const struct matcher *matcher, size_t i)
{
    return !matcher->taken[i] &&
           !passage_of(matcher->old_passages, &matcher->old->items[i])->is_same;
}

static bool
are_partners(const struct matcher *matcher, size_t old, size_t new)
{
    size_t a = matcher->old->items[old].passage;
    size_t b = matcher->new->items[new].passage;
    const struct passage *passage = &matcher->new_passages->items[b];

    return passage->partner == a || passage->kin == a ||
           matcher->old_passages->items[a].kin == b;
}

/* Figures of a table belong to their cell. */
static bool
may_belong(const struct matcher *matcher, size_t old, size_t new)
{
    const struct figure *a = &matcher->old->items[old];
    const struct figure *b = &matcher->new->items[new];
    const struct passage *x = passage_of(matcher->old_passages, a);
    const struct passage *y = passage_of(matcher->new_passages, b);

    if (a->cell == SIZE_MAX || b->cell == SIZE_MAX) {
        return a->cell == b->cell;
    }
    return are_partners(matcher, old, new) &&
           (a->cell == b->cell || x->block->n_cells != y->block->n_cells);
}

static void
take(struct matcher *matcher, size_t old, size_t new)
{
    matcher->matches[new] = (struct figure_match){
        &matcher->old->items[old],
        figure_equals(&matcher->old->items[old], &matcher->new->items[new])};
    matcher->taken[old] = true;
}

static bool
is_bare(const struct figure *figure)
{
    return figure->n_left + figure->n_right == 0;
}

static unsigned
points_of(const struct matcher *matcher, size_t old, size_t new)
{
    const struct figure *a = &matcher->old->items[old];
    const struct figure *b = &matcher->new->items[new];
    unsigned points = figure_likeness(a, b);

    points += a->unit == b->unit && a->unit ? POINTS_UNIT : 0;
    if (figure_equals(a, b)) {
        points += is_bare(a) && is_bare(b) ? POINTS_LIST : POINTS_VALUE;
    }
    if (are_partners(matcher, old, new)) {
        points += POINTS_PARTNER;
        points += a->index == b->index ? POINTS_ORDER : 0;
    }
    return points;
}

static void
add_pair(struct matcher *matcher, size_t old, size_t new)
{
    unsigned points = points_of(matcher, old, new);

    if (points < MIN_POINTS) {
        return;
    }
    if (matcher->n_pairs == matcher->cap) {
        matcher->cap = matcher->cap ? matcher->cap * 2 : 256;
        matcher->pairs =
            mem_resize(matcher->pairs, matcher->cap, sizeof *matcher->pairs);
    }
    matcher->pairs[matcher->n_pairs++] = (struct pair){old, new, points};
}

static int
compare(const void *a, const void *b)
{
    const struct pair *x = a;
    const struct pair *y = b;

    if (x->points != y->points) {
        return x->points < y->points ? 1 : -1;
    }
    if (x->new != y->new) {
        return x->new > y->new ? 1 : -1;
    }
    return (x->old > y->old) - (x->old < y->old);
}

/* The best pairs first, each figure once. */
static void
match_best(struct matcher *matcher)
{
    for (size_t k = 0; k < matcher->new->n_items; k++) {
        for (size_t i = 0; is_open(matcher, k) && i < matcher->old->n_items;
             i++) {
            if (is_free(matcher, i) && may_belong(matcher, i, k)) {
                add_pair(matcher, i, k);
            }
        }
    }
    if (matcher->n_pairs) {
        qsort(matcher->pairs, matcher->n_pairs, sizeof *matcher->pairs,
              compare);
    }
    for (size_t n = 0; n < matcher->n_pairs; n++) {
        const struct pair *pair = &matcher->pairs[n];

        if (!matcher->matches[pair->new].old && !matcher->taken[pair->old]) {
            take(matcher, pair->old, pair->new);
        }
    }
    mem_free(matcher->pairs);
}

/* What is left over in partners belongs together if it counts the same. */
static void
match_left_over(struct matcher *matcher)
{
    for (size_t k = 0; k < matcher->new->n_items; k++) {
        for (size_t i = 0; is_open(matcher, k) && i < matcher->old->n_items;
             i++) {
            if (is_free(matcher, i) && are_partners(matcher, i, k) &&
                may_belong(matcher, i, k) &&
                matcher->old->items[i].unit == matcher->new->items[k].unit) {
                take(matcher, i, k);
            }
        }
    }
}

/* A figure said a second time, or in a sentence that is new: the computed one
 * of the same value, else the one whose words around it are most alike. */
static void
match_anywhere(struct matcher *matcher, size_t new)
{
    const struct figure *figure = &matcher->new->items[new];
    const struct figure *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; i < matcher->old->n_items; i++) {
        const struct figure *old = &matcher->old->items[i];
        unsigned alike = figure_likeness(old, figure);

        if (figure_equals(old, figure) && old->unit == figure->unit) {
            alike += 200;
        } else if (alike < MIN_LIKENESS || old->unit != figure->unit ||
                   figure->cell != SIZE_MAX) {
            continue;
        }
        if (alike > most) {
            most = alike;
            best = old;
        }
    }
    if (best) {
        matcher->matches[new] =
            (struct figure_match){best, figure_equals(best, figure)};
    }
}

struct figure_match *
figure_match(const struct figures *old, const struct passages *old_passages,
             const struct figures *new, const struct passages *new_passages,
             struct arena *arena)
{
    struct matcher matcher = {
        .old = old,
        .new = new,
        .old_passages = old_passages,
        .new_passages = new_passages,
        .matches =
            arena_alloc(arena, (new->n_items + 1) * sizeof *matcher.matches),
        .taken = arena_alloc(arena, old->n_items + 1),
    };

    match_best(&matcher);
    match_left_over(&matcher);
    for (size_t k = 0; k < new->n_items; k++) {
        const struct figure *figure = &new->items[k];

        if (passage_of(new_passages, figure)->is_same) {
            matcher.matches[k] = (struct figure_match){figure, true};
        } else if (!matcher.matches[k].old) {
            match_anywhere(&matcher, k);
        }
    }
    return matcher.matches;
}
