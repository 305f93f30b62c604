#include "gen/form/form_look.h"

#include <stdlib.h>

enum { MAX_BASES = 32, DEFAULT_HALF_POINTS = 20, BODY_TEXT = 9 };

struct look_entry {
    struct str id;
    struct str name;
    const xmlNode *node;
    struct look_entry *base;
    struct letters letters;
    struct layout layout;
    bool is_character;
    bool is_settled;
};

static struct str
theme_font(const struct looks *looks, struct str name)
{
    bool is_minor = str_starts_with(name, STR("minor"));

    if (!is_minor && !str_starts_with(name, STR("major"))) {
        return (struct str){NULL, 0};
    }
    return looks->fonts[is_minor][str_ends_with(name, STR("EastAsia"))];
}

/* A theme's font wins over a name beside it (17.3.2.26). */
static void
add_font(const struct looks *looks, const xmlNode *fonts, const char *name,
         const char *theme, struct font *font)
{
    struct str given = element_attribute(fonts, theme);
    struct str plain = element_attribute(fonts, name);

    if (given.len && theme_font(looks, given).len) {
        *font = (struct font){theme_font(looks, given), true};
    } else if (plain.len) {
        *font = (struct font){arena_str(looks->arena, plain), false};
    }
}

void
looks_add_letters(struct looks *looks, const xmlNode *rpr,
                  struct letters *letters)
{
    const xmlNode *fonts = element_child(rpr, "rFonts");
    struct str hint = element_attribute(fonts, "hint");
    struct str color = element_value(rpr, "color");
    int number;

    if (!rpr) {
        return;
    }
    add_font(looks, fonts, "eastAsia", "eastAsiaTheme", &letters->east_asian);
    add_font(looks, fonts, "ascii", "asciiTheme", &letters->ascii);
    add_font(looks, fonts, "hAnsi", "hAnsiTheme", &letters->high_ansi);
    if (hint.len) {
        letters->hints_east_asian = str_is(hint, "eastAsia");
    }
    if (element_measure(element_child(rpr, "sz"), "val", &number) &&
        number > 0) {
        letters->half_points = (unsigned)number;
    }
    element_measure(element_child(rpr, "spacing"), "val", &letters->spacing);
    if (element_flag(rpr, "b") >= 0) {
        letters->is_bold = element_flag(rpr, "b");
    }
    if (element_flag(rpr, "vanish") >= 0) {
        letters->is_hidden = element_flag(rpr, "vanish");
    }
    if (color.len) {
        letters->color = arena_str(looks->arena, color);
    }
}

/* Several names of one measure: "left" and "start" are the same. */
static void
add_measure(const xmlNode *node, const char *name, const char *other, int *out)
{
    if (!element_measure(node, name, out) && other) {
        element_measure(node, other, out);
    }
}

static void
add_indents(const xmlNode *ind, struct layout *layout)
{
    int hanging;

    add_measure(ind, "left", "start", &layout->left);
    add_measure(ind, "leftChars", "startChars", &layout->left_chars);
    add_measure(ind, "right", "end", &layout->right);
    add_measure(ind, "rightChars", "endChars", &layout->right_chars);
    element_measure(ind, "firstLine", &layout->first);
    element_measure(ind, "firstLineChars", &layout->first_chars);
    if (element_measure(ind, "hanging", &hanging)) {
        layout->first = -hanging;
    }
    if (element_measure(ind, "hangingChars", &hanging)) {
        layout->first_chars = -hanging;
    }
}

static void
add_spacing(const xmlNode *spacing, struct layout *layout)
{
    struct str rule = element_attribute(spacing, "lineRule");

    element_measure(spacing, "before", &layout->before);
    element_measure(spacing, "beforeLines", &layout->before_lines);
    element_measure(spacing, "after", &layout->after);
    element_measure(spacing, "afterLines", &layout->after_lines);
    if (element_measure(spacing, "line", &layout->line) || rule.len) {
        layout->rule = str_is(rule, "exact")     ? LINE_EXACT
                       : str_is(rule, "atLeast") ? LINE_AT_LEAST
                                                 : LINE_AUTO;
    }
}

static void
add_alignment(struct str value, struct layout *layout)
{
    static const struct {
        const char *name;
        enum alignment align;
    } names[] = {{"left", ALIGN_LEFT},
                 {"start", ALIGN_LEFT},
                 {"right", ALIGN_RIGHT},
                 {"end", ALIGN_RIGHT},
                 {"center", ALIGN_CENTER}};

    if (value.len == 0) {
        return;
    }
    layout->align = ALIGN_BOTH;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(value, names[i].name)) {
            layout->align = names[i].align;
        }
    }
}

void
looks_add_layout(struct looks *looks, const xmlNode *ppr, struct layout *layout)
{
    const xmlNode *numbering = element_child(ppr, "numPr");
    struct str frame =
        element_attribute(element_child(ppr, "framePr"), "xAlign");

    if (!ppr) {
        return;
    }
    add_indents(element_child(ppr, "ind"), layout);
    add_spacing(element_child(ppr, "spacing"), layout);
    add_alignment(element_value(ppr, "jc"), layout);
    if (element_flag(ppr, "snapToGrid") >= 0) {
        layout->ignores_grid = !element_flag(ppr, "snapToGrid");
    }
    if (element_flag(ppr, "pageBreakBefore") >= 0) {
        layout->begins_page = element_flag(ppr, "pageBreakBefore");
    }
    element_measure(element_child(ppr, "outlineLvl"), "val", &layout->outline);
    element_measure(element_child(numbering, "numId"), "val", &layout->num_id);
    element_measure(element_child(numbering, "ilvl"), "val",
                    &layout->num_level);
    if (frame.len) {
        layout->frame = arena_str(looks->arena, frame);
    }
}

static int
compare_entries(const void *a, const void *b)
{
    const struct look_entry *x = a;
    const struct look_entry *y = b;

    return str_compare(x->id, y->id);
}

static struct look_entry *
find_entry(const struct looks *looks, struct str id)
{
    struct look_entry key = {.id = id};

    return id.len && looks->n_entries
               ? bsearch(&key, looks->entries, looks->n_entries, sizeof key,
                         compare_entries)
               : NULL;
}

/* A style's chain, the base first. */
static void
add_chain(struct looks *looks, const struct look_entry *entry,
          struct letters *letters, struct layout *layout)
{
    const struct look_entry *chain[MAX_BASES];
    size_t n = 0;

    while (entry && n < MAX_BASES) {
        chain[n++] = entry;
        entry = find_entry(looks, element_value(entry->node, "basedOn"));
    }
    while (n--) {
        looks_add_letters(looks, element_child(chain[n]->node, "rPr"), letters);
        if (layout) {
            looks_add_layout(looks, element_child(chain[n]->node, "pPr"),
                             layout);
        }
    }
}

static void
settle(struct looks *looks, struct look_entry *entry)
{
    if (!entry->is_settled) {
        entry->letters = looks->letters;
        entry->layout = looks->layout;
        add_chain(looks, entry, &entry->letters, &entry->layout);
        entry->is_settled = true;
    }
}

struct str
looks_style(struct looks *looks, struct str id, struct letters *letters,
            struct layout *layout)
{
    struct look_entry *entry = find_entry(looks, id);

    if (!entry || entry->is_character) {
        entry = looks->paragraph_default;
    }
    if (!entry) {
        *letters = looks->letters;
        *layout = looks->layout;
        return (struct str){"", 0};
    }
    settle(looks, entry);
    *letters = entry->letters;
    *layout = entry->layout;
    return entry->name;
}

void
looks_add_style(struct looks *looks, struct str id, struct letters *letters)
{
    const struct look_entry *entry = find_entry(looks, id);

    if (entry && entry->is_character) {
        add_chain(looks, entry, letters, NULL);
    }
}

static void
read_styles(struct looks *looks, const xmlNode *root)
{
    size_t n = 0;

    for (const xmlNode *s = root->children; s; s = s->next) {
        n += wml_is(s, "style");
    }
    looks->entries =
        arena_alloc(looks->arena, (n + 1) * sizeof *looks->entries);
    for (const xmlNode *s = root->children; s; s = s->next) {
        if (wml_is(s, "style") && element_attribute(s, "styleId").len) {
            looks->entries[looks->n_entries++] = (struct look_entry){
                .id = element_attribute(s, "styleId"),
                .name = arena_str(looks->arena, element_value(s, "name")),
                .node = s,
                .is_character =
                    str_is(element_attribute(s, "type"), "character"),
            };
        }
    }
    qsort(looks->entries, looks->n_entries, sizeof *looks->entries,
          compare_entries);
    for (size_t i = 0; i < looks->n_entries; i++) {
        const xmlNode *s = looks->entries[i].node;
        struct str on = element_attribute(s, "default");

        if (str_is(element_attribute(s, "type"), "paragraph") &&
            (str_is(on, "1") || str_is(on, "true") || str_is(on, "on"))) {
            looks->paragraph_default = &looks->entries[i];
        }
    }
}

/* DrawingML is matched by local name: its namespace has two spellings. */
static const xmlNode *
local_child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE &&
            str_is(str_from((const char *)n->name), name)) {
            return n;
        }
    }
    return NULL;
}

/* The East Asian font, or what the theme has for simplified characters. */
static struct str
theme_face(const xmlNode *fonts, bool is_east_asian)
{
    struct str face = xml_attribute(
        local_child(fonts, is_east_asian ? "ea" : "latin"), NULL, "typeface");

    if (face.len || !is_east_asian || !fonts) {
        return face;
    }
    for (const xmlNode *n = fonts->children; n; n = n->next) {
        if (n->type == XML_ELEMENT_NODE &&
            str_is(xml_attribute(n, NULL, "script"), "Hans")) {
            return xml_attribute(n, NULL, "typeface");
        }
    }
    return face;
}

static void
read_theme(struct looks *looks, const xmlNode *root)
{
    const xmlNode *scheme =
        local_child(local_child(root, "themeElements"), "fontScheme");
    static const char *const names[] = {"majorFont", "minorFont"};

    for (int minor = 0; minor < 2; minor++) {
        const xmlNode *fonts = local_child(scheme, names[minor]);

        for (int east = 0; fonts && east < 2; east++) {
            looks->fonts[minor][east] =
                arena_str(looks->arena, theme_face(fonts, east));
        }
    }
}

void
looks_read(struct looks *looks, const xmlDoc *styles, const xmlDoc *theme,
           struct arena *arena)
{
    const xmlNode *root = styles ? xmlDocGetRootElement(styles) : NULL;
    const xmlNode *themes = theme ? xmlDocGetRootElement(theme) : NULL;
    const xmlNode *defaults = element_child(root, "docDefaults");

    *looks = (struct looks){
        .letters = {.half_points = DEFAULT_HALF_POINTS},
        .layout = {.line = 240, .align = ALIGN_BOTH, .outline = BODY_TEXT},
        .arena = arena,
    };
    looks->layout.align = ALIGN_LEFT;
    if (themes) {
        read_theme(looks, themes);
    }
    looks_add_letters(
        looks, element_child(element_child(defaults, "rPrDefault"), "rPr"),
        &looks->letters);
    looks_add_layout(
        looks, element_child(element_child(defaults, "pPrDefault"), "pPr"),
        &looks->layout);
    if (root) {
        read_styles(looks, root);
    }
}

/* A count of characters wins over twips (17.3.1.12). */
static int
indent_of(int twips, int chars, unsigned half_points)
{
    return chars ? (int)((int64_t)chars * half_points * 10 / 100) : twips;
}

int
layout_left(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->left, layout->left_chars, half_points);
}

int
layout_right(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->right, layout->right_chars, half_points);
}

int
layout_first(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->first, layout->first_chars, half_points);
}
