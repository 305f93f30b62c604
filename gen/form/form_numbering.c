#include "gen/form/form_numbering.h"

#include "gen/base/hanzi.h"

enum { N_LEVELS = 9, MAX_LISTS = 4096 };

struct list_level {
    const xmlNode *node;
    int start;
};

/* A w:abstractNum with its counters; a w:num shares those of its list. */
struct list {
    struct str id;
    struct list_level levels[N_LEVELS];
    int counts[N_LEVELS];
};

struct list_use {
    struct str id;
    struct list *list;
    struct list_level own[N_LEVELS]; /* overrides; node NULL: none */
    bool has_start[N_LEVELS];
};

struct numbering {
    struct list *lists;
    size_t n_lists;
    struct list_use *uses;
    size_t n_uses;
    struct arena *arena;
};

static void
read_level(struct list_level *levels, const xmlNode *lvl)
{
    int i;

    if (element_measure(lvl, "ilvl", &i) && i >= 0 && i < N_LEVELS) {
        levels[i] = (struct list_level){lvl, 1};
        element_measure(element_child(lvl, "start"), "val", &levels[i].start);
    }
}

static void
read_list(struct list *list, const xmlNode *node)
{
    list->id = element_attribute(node, "abstractNumId");
    for (const xmlNode *n = node->children; n; n = n->next) {
        if (wml_is(n, "lvl")) {
            read_level(list->levels, n);
        }
    }
    for (int i = 0; i < N_LEVELS; i++) {
        list->counts[i] = list->levels[i].start - 1;
    }
}

static void
read_use(struct numbering *numbering, struct list_use *use, const xmlNode *node)
{
    struct str id = element_value(node, "abstractNumId");
    int i;

    use->id = element_attribute(node, "numId");
    for (size_t k = 0; k < numbering->n_lists; k++) {
        if (str_equals(numbering->lists[k].id, id)) {
            use->list = &numbering->lists[k];
        }
    }
    for (const xmlNode *n = node->children; n; n = n->next) {
        if (!wml_is(n, "lvlOverride") || !element_measure(n, "ilvl", &i) ||
            i < 0 || i >= N_LEVELS) {
            continue;
        }
        read_level(use->own, element_child(n, "lvl"));
        use->has_start[i] = element_measure(element_child(n, "startOverride"),
                                            "val", &use->own[i].start);
    }
}

struct numbering *
numbering_read(const xmlDoc *doc, struct arena *arena)
{
    struct numbering *numbering = arena_alloc(arena, sizeof *numbering);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    size_t n_lists = 0;
    size_t n_uses = 0;

    numbering->arena = arena;
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        n_lists += wml_is(n, "abstractNum");
        n_uses += wml_is(n, "num");
    }
    n_lists = n_lists < MAX_LISTS ? n_lists : MAX_LISTS;
    n_uses = n_uses < MAX_LISTS ? n_uses : MAX_LISTS;
    numbering->lists =
        arena_alloc(arena, (n_lists + 1) * sizeof *numbering->lists);
    numbering->uses =
        arena_alloc(arena, (n_uses + 1) * sizeof *numbering->uses);
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        if (wml_is(n, "abstractNum") && numbering->n_lists < n_lists) {
            read_list(&numbering->lists[numbering->n_lists++], n);
        }
    }
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        if (wml_is(n, "num") && numbering->n_uses < n_uses) {
            read_use(numbering, &numbering->uses[numbering->n_uses++], n);
        }
    }
    return numbering;
}

static const xmlNode *
level_node(const struct list_use *use, int level)
{
    return use->own[level].node ? use->own[level].node
                                : use->list->levels[level].node;
}

static void
add_letters(struct strbuf *out, int number, char first)
{
    char letter = (char)(first + (number - 1) % 26);

    for (int n = (number - 1) / 26; n >= 0 && n < 8; n--) {
        strbuf_add_char(out, letter);
    }
}

static void
add_number(struct strbuf *out, struct str format, int number)
{
    static const char *const hanzi[] = {
        "chineseCounting",  "chineseCountingThousand",
        "japaneseCounting", "taiwaneseCounting",
        "ideographDigital", "taiwaneseCountingThousand"};

    for (size_t i = 0; i < sizeof hanzi / sizeof hanzi[0]; i++) {
        if (str_is(format, hanzi[i]) && hanzi_format(out, number)) {
            return;
        }
    }
    if (str_is(format, "decimalEnclosedCircle") && number >= 1 &&
        number <= 20) {
        strbuf_add_code(out, 0x2460 + (uint32_t)number - 1);
    } else if (str_is(format, "upperLetter") && number > 0) {
        add_letters(out, number, 'A');
    } else if (str_is(format, "lowerLetter") && number > 0) {
        add_letters(out, number, 'a');
    } else if (!str_is(format, "none")) {
        strbuf_addf(out, "%d", number);
    }
}

/* "第%1章" with the counters put in (17.9.11). */
static void
add_label(const struct list_use *use, int level, struct strbuf *out)
{
    struct str text = element_value(level_node(use, level), "lvlText");

    if (str_is(element_value(level_node(use, level), "numFmt"), "bullet")) {
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        int k = i + 1 < text.len ? text.ptr[i + 1] - '1' : -1;

        if (text.ptr[i] == '%' && k >= 0 && k < N_LEVELS &&
            level_node(use, k)) {
            add_number(out, element_value(level_node(use, k), "numFmt"),
                       use->list->counts[k]);
            i++;
        } else {
            strbuf_add_char(out, text.ptr[i]);
        }
    }
}

/* The number of a list's first use begins it anew, if it says so. */
static void
start_over(struct list_use *use)
{
    for (int i = 0; i < N_LEVELS; i++) {
        if (use->has_start[i]) {
            use->list->counts[i] = use->own[i].start - 1;
            use->has_start[i] = false;
        }
    }
}

const xmlNode *
numbering_add(struct numbering *numbering, int num_id, int level,
              struct strbuf *out)
{
    struct list_use *use = NULL;
    struct str id = arena_strf(numbering->arena, "%d", num_id);

    for (size_t i = 0; i < numbering->n_uses; i++) {
        if (str_equals(numbering->uses[i].id, id)) {
            use = &numbering->uses[i];
        }
    }
    if (!use || !use->list || level < 0 || level >= N_LEVELS ||
        !level_node(use, level)) {
        return NULL;
    }
    start_over(use);
    use->list->counts[level]++;
    for (int i = level + 1; i < N_LEVELS; i++) {
        use->list->counts[i] = use->list->levels[i].start - 1;
    }
    add_label(use, level, out);
    return element_child(level_node(use, level), "pPr");
}
