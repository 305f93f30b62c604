#include "gen/bulletin/passages.h"

#include <stdlib.h>

#include "gen/base/mem.h"

enum {
    MIN_SENTENCE_LIKENESS = 30, /* percent */
    MIN_ROW_LIKENESS = 45,
    MIN_KINSHIP = 35
};

static const size_t no_partner = SIZE_MAX;

static int
compare_pairs(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a;
    uint64_t y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

/* Digits count as one sign: a changed figure makes no other sentence. */
static uint32_t
mask(uint32_t c)
{
    bool is_digit = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);

    return is_digit ? '#' : c;
}

static void
add_pairs(struct passage *passage, struct str text)
{
    uint32_t before = 0;

    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        size_t n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);

        i += n ? n : 1;
        if (n && !utf8_is_blank(code)) {
            code = mask(code);
            if (code != '#' || before != '#') {
                passage->pairs[passage->n_pairs++] =
                    (uint64_t)before << 32 | code;
            }
            before = code;
        }
    }
}

static bool
is_number(struct str cell)
{
    for (size_t i = 0; i < cell.len; i++) {
        if ((unsigned char)cell.ptr[i] >= 0x80 ||
            (cell.ptr[i] >= 'A' && cell.ptr[i] <= 'z')) {
            return false;
        }
    }
    return true;
}

static void
read_pairs(struct passage *passage, struct arena *arena)
{
    const struct docx_block *block = passage->block;

    passage->pairs =
        arena_alloc(arena, (passage->text.len + 1) * sizeof *passage->pairs);
    for (size_t i = 0; i < block->n_cells; i++) {
        if (!is_number(block->cells[i])) {
            add_pairs(passage, block->cells[i]);
        }
    }
    if (passage->n_pairs == 0) {
        add_pairs(passage, passage->text);
    }
    if (passage->n_pairs) {
        qsort(passage->pairs, passage->n_pairs, sizeof *passage->pairs,
              compare_pairs);
    }
}

static struct str
without_blanks(struct str text, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str key;

    for (size_t i = 0; i < text.len;) {
        uint32_t code = 0;
        size_t n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);

        n = n ? n : 1;
        if (!utf8_is_blank(code)) {
            strbuf_add(&sb, str_slice(text, i, i + n));
        }
        i += n;
    }
    key = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return key;
}

static void
add_passage(struct passages *passages, const struct docx_block *block,
            struct str text, struct arena *arena)
{
    struct passage *passage = &passages->items[passages->n_items];

    *passage = (struct passage){.block = block,
                                .text = str_trim(text),
                                .key = without_blanks(text, arena),
                                .partner = no_partner,
                                .kin = no_partner};
    if (passage->key.len) {
        read_pairs(passage, arena);
        passages->n_items++;
    }
}

/* Behind the sentence that begins at from. */
static size_t
sentence_end(struct str text, size_t from)
{
    static const char *const stops[] = {"。", "！", "？"};
    size_t end = text.len;

    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        size_t at = str_find(text, str_from(stops[i]), from);

        if (at != SIZE_MAX && at + 3 < end) {
            end = at + 3;
        }
    }
    return end;
}

static size_t
count_passages(const struct docx_text *text)
{
    size_t n = 0;

    for (size_t i = 0; i < text->n_blocks; i++) {
        size_t at = 0;

        do {
            at = sentence_end(text->blocks[i].text, at);
            n++;
        } while (at < text->blocks[i].text.len);
    }
    return n;
}

void
passages_read(struct passages *passages, const struct docx_text *text,
              struct arena *arena)
{
    *passages = (struct passages){
        .items = arena_alloc(arena, (count_passages(text) + 1) *
                                        sizeof *passages->items)};
    for (size_t i = 0; i < text->n_blocks; i++) {
        const struct docx_block *block = &text->blocks[i];
        size_t at = 0;

        if (block->cells) {
            add_passage(passages, block, block->text, arena);
            continue;
        }
        do {
            size_t end = sentence_end(block->text, at);

            add_passage(passages, block, str_slice(block->text, at, end),
                        arena);
            at = end;
        } while (at < block->text.len);
    }
}

static size_t
count_shared(const struct passage *a, const struct passage *b)
{
    size_t shared = 0;
    size_t i = 0;
    size_t k = 0;

    while (i < a->n_pairs && k < b->n_pairs) {
        if (a->pairs[i] == b->pairs[k]) {
            shared++;
            i++;
            k++;
        } else if (a->pairs[i] < b->pairs[k]) {
            i++;
        } else {
            k++;
        }
    }
    return shared;
}

static unsigned
likeness(const struct passage *a, const struct passage *b)
{
    size_t all = a->n_pairs + b->n_pairs;

    return all ? (unsigned)(200 * count_shared(a, b) / all) : 0;
}

static void
pair_up(struct passages *old, struct passages *new, size_t i, size_t k,
        bool is_same)
{
    old->items[i].partner = k;
    new->items[k].partner = i;
    old->items[i].is_same = new->items[k].is_same = is_same;
}

/* Each takes the first that is the same behind the one before it, else the
 * first of all. */
static void
match_same(struct passages *old, struct passages *new)
{
    size_t next = 0;

    for (size_t k = 0; k < new->n_items; k++) {
        for (size_t n = 0; n < old->n_items; n++) {
            size_t i = (next + n) % old->n_items;

            if (old->items[i].partner == no_partner &&
                !old->items[i].block->cells == !new->items[k].block->cells &&
                str_equals(old->items[i].key, new->items[k].key)) {
                pair_up(old, new, i, k, true);
                next = i + 1;
                break;
            }
        }
    }
}

struct candidate {
    size_t old;
    size_t new;
    unsigned likeness;
    size_t distance; /* in order */
};

static int
compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;

    if (x->likeness != y->likeness) {
        return x->likeness < y->likeness ? 1 : -1;
    }
    if (x->distance != y->distance) {
        return x->distance > y->distance ? 1 : -1;
    }
    return (x->new > y->new) - (x->new < y->new);
}

struct candidates {
    struct candidate *items;
    size_t n_items;
    size_t cap;
};

static void
add_candidate(struct candidates *all, const struct passages *old,
              const struct passages *new, size_t i, size_t k)
{
    const struct passage *a = &old->items[i];
    const struct passage *b = &new->items[k];
    unsigned least = a->block->cells ? MIN_ROW_LIKENESS : MIN_SENTENCE_LIKENESS;
    unsigned alike;

    if (a->partner != no_partner || b->partner != no_partner ||
        !a->block->cells != !b->block->cells) {
        return;
    }
    alike = likeness(a, b);
    if (alike < least) {
        return;
    }
    if (all->n_items == all->cap) {
        all->cap = all->cap ? all->cap * 2 : 256;
        all->items = mem_resize(all->items, all->cap, sizeof *all->items);
    }
    all->items[all->n_items++] =
        (struct candidate){i, k, alike, i > k ? i - k : k - i};
}

/* A sentence may have been cut in two, or two made one. */
static void
find_kin(struct passages *passages, const struct passages *others)
{
    for (size_t i = 0; i < passages->n_items; i++) {
        struct passage *passage = &passages->items[i];
        unsigned most = MIN_KINSHIP;

        if (passage->partner != no_partner || passage->block->cells) {
            continue;
        }
        for (size_t k = 0; k < others->n_items; k++) {
            const struct passage *other = &others->items[k];
            unsigned held = (unsigned)(100 * count_shared(passage, other) /
                                       passage->n_pairs);

            if (!other->is_same && !other->block->cells && held >= most) {
                most = held + 1;
                passage->kin = k;
            }
        }
    }
}

void
passages_match(struct passages *old, struct passages *new)
{
    struct candidates all = {NULL, 0, 0};

    match_same(old, new);
    for (size_t i = 0; i < old->n_items; i++) {
        for (size_t k = 0; k < new->n_items; k++) {
            add_candidate(&all, old, new, i, k);
        }
    }
    if (all.n_items) {
        qsort(all.items, all.n_items, sizeof *all.items, compare_candidates);
    }
    for (size_t n = 0; n < all.n_items; n++) {
        const struct candidate *found = &all.items[n];

        if (old->items[found->old].partner == no_partner &&
            new->items[found->new].partner == no_partner) {
            pair_up(old, new, found->old, found->new, false);
        }
    }
    mem_free(all.items);
    find_kin(old, new);
    find_kin(new, old);
}

static struct passage
all_pairs(const struct passages *passages)
{
    struct passage all = {.n_pairs = 0};
    size_t n = 0;

    for (size_t i = 0; i < passages->n_items; i++) {
        n += passages->items[i].n_pairs;
    }
    all.pairs = mem_alloc((n + 1) * sizeof *all.pairs);
    for (size_t i = 0; i < passages->n_items; i++) {
        for (size_t k = 0; k < passages->items[i].n_pairs; k++) {
            all.pairs[all.n_pairs++] = passages->items[i].pairs[k];
        }
    }
    qsort(all.pairs, all.n_pairs, sizeof *all.pairs, compare_pairs);
    return all;
}

unsigned
passages_likeness(const struct passages *a, const struct passages *b)
{
    struct passage x = all_pairs(a);
    struct passage y = all_pairs(b);
    unsigned alike = likeness(&x, &y);

    mem_free(x.pairs);
    mem_free(y.pairs);
    return alike;
}
